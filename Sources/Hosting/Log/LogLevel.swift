/// How much a line matters, in Lambda's own words and order.
package enum LogLevel: Int, Sendable, Equatable, Comparable, CaseIterable {
    case trace, debug, info, warn, error, fatal

    /// As AWS_LAMBDA_LOG_LEVEL spells it, in any case.
    package init?(_ name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name.uppercased() }) else { return nil }
        self = level
    }

    package var name: String {
        switch self {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info: "INFO"
        case .warn: "WARN"
        case .error: "ERROR"
        case .fatal: "FATAL"
        }
    }

    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
