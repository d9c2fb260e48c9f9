import Files

/// Which functions have to be built again after a change.
struct Rebuild: Sendable, Equatable {
    /// Of what lies here every function may be made.
    let common: [String]
    let functions: [WatchedFunction]

    /// All that has to be watched.
    var folders: [String] { common + functions.map(\.folder) }

    /// In the order in which they are given.
    func affected(by change: FolderChange) -> [WatchedFunction] {
        switch change {
        case .everything: functions
        case .paths(let paths):
            functions.filter { function in
                paths.contains { path in (common + [function.folder]).contains { Self.touches(path, $0) } }
            }
        }
    }

    /// Whether the path lies in the folder, or is one that it went away with.
    private static func touches(_ path: String, _ folder: String) -> Bool {
        path == folder || path.hasPrefix("\(folder)/") || folder.hasPrefix("\(path)/")
    }
}

/// A function that is built again when its source changes.
struct WatchedFunction: Sendable, Equatable {
    /// As the template names it.
    let id: String
    /// Where its own source lies.
    let folder: String
    let build: BuildMethod
}

/// How a function is built.
enum BuildMethod: Sendable, Equatable {
    /// What lies in the folder is the program.
    case none
    /// The executable of our package by this name.
    case product(String)
    /// As `sam build` does where the template says `BuildMethod: makefile`; what is built goes into the folder.
    case make(into: String)
}
