package import Time

/// Writes what happened as lines: one object, or one line of text, for each.
package struct Log: Sendable {
    package enum Format: Sendable, Equatable {
        case json, text
    }

    /// What all lines share, behind one reference: every invocation copies its log.
    private let shared: Shared
    private let requestID: String?

    private final class Shared: Sendable {
        let format: Format
        let level: LogLevel
        let clock: any WallClock
        let sink: any LogSink

        init(format: Format, level: LogLevel, clock: any WallClock, sink: any LogSink) {
            self.format = format
            self.level = level
            self.clock = clock
            self.sink = sink
        }
    }

    package init(format: Format = .text, level: LogLevel = .info, clock: any WallClock, sink: any LogSink) {
        shared = Shared(format: format, level: level, clock: clock, sink: sink)
        requestID = nil
    }

    private init(shared: Shared, requestID: String) {
        self.shared = shared
        self.requestID = requestID
    }

    /// The same log, with the request's id in every line.
    package func forRequest(_ id: String) -> Log {
        Log(shared: shared, requestID: id)
    }

    package func write(
        _ level: LogLevel,
        _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) {
        guard level >= shared.level else { return }
        let time = shared.clock.now
        let line = LogLine(level: level, time: time, request: requestID, message: message(), fields: fields())
        shared.sink.write(shared.format == .json ? line.json : line.text)
    }
}

extension Log {
    package func debug(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]) {
        write(.debug, message, fields())
    }

    package func info(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]) {
        write(.info, message, fields())
    }

    package func warn(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]) {
        write(.warn, message, fields())
    }

    package func error(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]) {
        write(.error, message, fields())
    }

    package func fatal(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]) {
        write(.fatal, message, fields())
    }
}
