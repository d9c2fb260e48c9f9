import Hosting

/// Why a process cannot serve.
struct StartFailure: Error, Sendable, Equatable {
    /// As the Runtime API takes it.
    let type: String
    let message: String

    init(type: String, message: String) {
        self.type = type
        self.message = message
    }

    init(_ error: any Error) {
        switch error {
        case let failure as StartFailure: self = failure
        case let failure as SettingsFailure: self.init(type: "Runtime.InvalidSettings", message: "\(failure)")
        default: self.init(type: "Runtime.StartFailed", message: "\(error)")
        }
    }
}
