package import Time

/// Writes what happened as lines: one object, or one line of text, for each.
package struct Log: Sendable {
    package enum Format: Sendable, Hashable {
        case json, text
    }

    private let format: Format
    private let level: LogLevel
    private let clock: any WallClock
    private let sink: any LogSink
    private var requestID: String?

    package init(format: Format = .text, level: LogLevel = .info, clock: any WallClock, sink: any LogSink) {
        self.format = format
        self.level = level
        self.clock = clock
        self.sink = sink
    }

    /// The same log, with the request's id in every line.
    package func forRequest(_ id: String) -> Log {
        var log = self
        log.requestID = id
        return log
    }

    package func write(
        _ level: LogLevel,
        _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) {
        guard level >= self.level else { return }
        let line = LogLine(level: level, time: clock.now, request: requestID, message: message(), fields: fields())
        sink.write(format == .json ? line.json : line.text)
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
