/// Holds every import against `RoomTable`.
struct Imports: Rule {
    private static let table = "Tests/TidyTests/Rules/RoomTable.swift"

    func violations(in repository: Repository) -> [Violation] {
        unknownRooms(in: repository)
            + repository.swiftFiles.flatMap { file in
                ImportStatement.all(in: file).compactMap { statement in
                    advice(on: String(statement.module), in: file).map {
                        Violation(file.path, line: statement.line, "import \(statement.module): \($0)")
                    }
                }
            }
    }

    /// A room of C has no Swift and imports nothing of ours.
    private func unknownRooms(in repository: Repository) -> [Violation] {
        let rooms = Set(
            repository.swiftFiles.filter { $0.folders.first == "Sources" }.map { $0.folders.dropFirst().first }
        )
        return rooms.compactMap { $0.map(String.init) }.sorted()
            .filter { RoomTable.rooms[$0] == nil }
            .map {
                Violation("Sources/\($0)", "a new room: add it to \(Imports.table), with what it may import and why")
            }
    }

    private func advice(on module: String, in file: TextFile) -> String? {
        switch file.folders.first {
        case "Sources": adviceToRoom(file.folders.dropFirst().first.map(String.init) ?? "", on: module)
        case "functions" where file.folders.dropFirst(2).first == "main": adviceToMain(of: file, on: module)
        case "functions": adviceToStep(on: module)
        case "local-runner" where RoomTable.runnerRefuses.contains(module):
            "the runner leaves C to its rooms, and Foundation to nobody; FoundationEssentials is at hand"
        case "Tests" where module.hasPrefix("Foundation"): "tests do without Foundation, as what they test does"
        default: nil
        }
    }

    private func adviceToRoom(_ room: String, on module: String) -> String? {
        guard let allowed = RoomTable.rooms[room] else { return nil }
        let common = RoomTable.ground.contains(room) ? RoomTable.standard : everybodys
        guard !allowed.union(common).contains(module) else { return nil }
        if module.hasPrefix("Foundation") {
            return "\(room) does without, because it ships in a zip or because the plain one is too large anywhere"
        }
        return "\(room) may import \(list(allowed)); another arrow is a line of \(Imports.table)"
    }

    private func adviceToStep(on module: String) -> String? {
        guard !RoomTable.step.union(everybodys).contains(module) else { return nil }
        return "a step may import \(list(RoomTable.step)): reach the rest through a port"
    }

    private func adviceToMain(of file: TextFile, on module: String) -> String? {
        let step = file.folders.dropFirst().first?.filter { $0 != "-" }.lowercased() ?? ""
        let allowed = RoomTable.main(of: step)
        guard module.lowercased() != step, !allowed.union(everybodys).contains(module) else { return nil }
        return "main may import its own step, \(list(allowed)): it is wiring and nothing else"
    }

    private var everybodys: Set<String> { RoomTable.ground.union(RoomTable.standard) }

    private func list(_ modules: Set<String>) -> String {
        modules.isEmpty ? "nothing" : modules.sorted().joined(separator: ", ")
    }
}
