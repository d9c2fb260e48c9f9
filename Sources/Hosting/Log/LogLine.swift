import JSON
import Time

/// One line before it is bytes.
struct LogLine {
    let level: LogLevel
    let time: Instant
    let request: String?
    let message: String
    let fields: KeyValuePairs<String, LogValue>

    /// CloudWatch takes 256 KiB an event: a field of 16 KiB leaves room for the others, and says what it left out.
    static let longestText = 16 * 1024

    /// One JSON object, with the names that Lambda's own lines have.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("timestamp")
            writer.string(time.rfc3339)
            writer.key("level")
            writer.string(level.name)
            if let request {
                writer.key("requestId")
                writer.string(shortened(request))
            }
            writer.key("message")
            writer.string(shortened(message))
            for (name, value) in fields {
                writer.key(LogLine.reserved.contains(name) ? name + "_" : name)
                value.write(to: &writer)
            }
        }
        return writer.finish() + [UInt8(ascii: "\n")]
    }

    /// `2026-11-21T08:00:00.000Z INFO <request id> message name=value`.
    var text: [UInt8] {
        var line = "\(time.rfc3339) \(level.name) "
        if let request { line += shortened(request) + " " }
        line += shortened(message)
        for (name, value) in fields { line += " \(name)=\(value.words)" }
        // A line feed would begin a line that nobody wrote: a caller's file name could forge one.
        return line.unicodeScalars.flatMap {
            $0.isControl ? Array("\\u{\(String($0.value, radix: 16))}".utf8) : Array($0.utf8)
        }
            + [UInt8(ascii: "\n")]
    }

    private static let reserved: Set<String> = ["timestamp", "level", "requestId", "message"]
}

extension LogValue {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.string(shortened(text))
        case .integer(let number): writer.int(number)
        case .number(let number): writer.double(number)
        case .flag(let flag): writer.bool(flag)
        case .instant(let instant): writer.string(instant.rfc3339)
        case .milliseconds(let duration): writer.double(duration.inMilliseconds)
        }
    }

    fileprivate var words: String {
        switch self {
        case .text(let text): shortened(text)
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .flag(let flag): String(flag)
        case .instant(let instant): instant.rfc3339
        case .milliseconds(let duration): "\(duration.inMilliseconds)ms"
        }
    }
}

extension Duration {
    /// With the thousandth parts that a log wants.
    fileprivate var inMilliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1_000 + Double(attoseconds / 1_000_000_000_000) / 1_000
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
    }
}

private func shortened(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.count > LogLine.longestText else { return text }
    let kept = String(decoding: bytes.prefix(LogLine.longestText), as: UTF8.self)
    return kept + "… (\(bytes.count - LogLine.longestText) bytes more)"
}
