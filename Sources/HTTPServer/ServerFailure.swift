package import SystemCalls

/// Why a server could not be set up.
package enum ServerFailure: Error, Equatable {
    case portInUse(UInt16)
    /// Ports below 1,024 belong to root.
    case portForbidden(UInt16)
    case system(call: String, SystemError)
}

extension ServerFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .portInUse(let port):
            "port \(port) of 127.0.0.1 is in use by another program: stop that or choose another port (0 is a free one)"
        case .portForbidden(let port): "port \(port) needs root's rights: choose one from 1024 on (0 is a free one)"
        case .system(let call, let error): "\(call): \(error.reason)"
        }
    }
}
