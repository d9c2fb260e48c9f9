import Files

/// Builds again what changes touch, one change after the other, and says so.
struct Rebuilds: Sendable {
    let rebuild: Rebuild
    private let watch: SourceWatch
    private let workshop: Workshop
    private let console: Console

    /// Changes count from here on.
    init(_ rebuild: Rebuild, in workshop: Workshop, console: Console) throws(FileFailure) {
        self.rebuild = rebuild
        self.workshop = workshop
        self.console = console
        watch = try SourceWatch(rebuild.folders)
    }

    /// Waits until a change has been built; gives the functions that are new, and nil where the task is cancelled.
    ///
    /// A function that cannot be built is not among them: it goes on as it was. What changes during a build is built
    /// at the next call.
    func next() async throws(FileFailure) -> [WatchedFunction]? {
        while let change = try await watch.next() {
            let affected = rebuild.affected(by: change)
            if affected.isEmpty { continue }
            var built: [WatchedFunction] = []
            for function in affected {
                guard let command = BuildCommand(function) else {
                    built.append(function)
                    continue
                }
                console.tell("\(describe(change)): building \(function.id)")
                let outcome = await workshop.run(command)
                if outcome == .cancelled || Task.isCancelled { return nil }
                guard let fault = outcome.fault else {
                    built.append(function)
                    continue
                }
                console.tell("\(function.id) goes on as it was: \(fault)")
            }
            if !built.isEmpty { return built }
        }
        return nil
    }

    private func describe(_ change: FolderChange) -> String {
        switch change {
        case .everything: "Much has changed"
        case .paths(let paths):
            paths.count == 1 ? "\(paths[0].printable) has changed" : "\(paths.count) files have changed"
        }
    }
}
