import Hosting
import JSON

/// What the event asks of the probe.
enum Order {
    case echo, fail, big, ctx, typed, trap
    case stream(Int)
    case sleep(Duration)

    /// A stream of a gigabyte is as long as any document; a longer one is a typing mistake.
    private static let longestStream = 1 << 30

    init(_ event: [UInt8]) throws(StepFailure) {
        let fields: Fields
        do {
            fields = try JSONCodec.decode(Fields.self, from: event)
        } catch {
            throw .reject(Fault(.malformed, "malformed-event", "\(error)"))
        }
        switch fields.op {
        case "echo": self = .echo
        case "fail": self = .fail
        case "big": self = .big
        case "ctx": self = .ctx
        case "typed": self = .typed
        case "trap": self = .trap
        case "stream": self = .stream(min(max(0, fields.bytes ?? 0), Self.longestStream))
        case "sleep": self = .sleep(.milliseconds(max(0, fields.ms ?? 0)))
        case let other: throw .reject(Fault(.invalid, "unknown-op", "There is no op '\(other)'."))
        }
    }

    private struct Fields: Decodable {
        let op: String
        let bytes: Int?
        let ms: Int?
    }
}
