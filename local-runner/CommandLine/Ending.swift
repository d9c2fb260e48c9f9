/// How a command ended, for whoever calls it from a script.
enum Ending: Int32, CaseIterable {
    case success = 0
    /// Something outside failed: a service refused, a file could not be read.
    case failure = 1
    /// The command line or an input is wrong; nothing was done.
    case wrongInput = 2
    case handlerFailed = 3
    /// A message is in a dead-letter queue, or stayed there.
    case deadLetter = 4
    case timedOut = 5

    var meaning: String {
        switch self {
        case .success: "everything settled well"
        case .failure: "something outside failed: a service refused, a file could not be read"
        case .wrongInput: "the command line or an input is wrong; nothing was done"
        case .handlerFailed: "a function failed"
        case .deadLetter: "a message is in a dead-letter queue, or stayed there"
        case .timedOut: "a function ran out of time"
        }
    }
}
