/// The command line that builds a function.
struct BuildCommand: Sendable, Equatable {
    let words: [String]
    /// Beside those of our own process.
    let variables: [String: String]

    /// Nil where nothing has to be built.
    init?(_ function: WatchedFunction) {
        switch function.build {
        case .none: return nil
        case .product(let name):
            words = ["swift", "build", "--product", name]
            variables = [:]
        case .make(let folder):
            words = ["make", "build-\(function.id)"]
            variables = ["ARTIFACTS_DIR": folder]
        }
    }
}
