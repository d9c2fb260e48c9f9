import Hosting
import JSON
import Time

/// Does on request what a function can do, so that the host can be tested and timed with real processes.
struct RuntimeProbe: Handler {
    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        // These two are timed: the echo against a raw C loop, which reads nothing of its events, and the typed event
        // against the echo, so that it is read once, as in a function.
        if event.bytes.starts(with: Self.echo) { return .bytes(event.bytes) }
        if event.bytes.starts(with: Self.typed) { return .bytes(try TypedEvent.roundTrip(event.bytes)) }
        switch try Order(event.bytes) {
        case .echo: return .bytes(event.bytes)
        case .fail: throw .reject(Fault(.broken, "probe-failed", Self.awkwardMessage))
        case .big: return .bytes([UInt8](repeating: UInt8(ascii: "7"), count: 7_000_000))
        case .ctx: return .bytes(context.json)
        case .typed: return .bytes(try TypedEvent.roundTrip(event.bytes))
        case .stream(let count): return .stream(Self.digits(count))
        case .sleep(let duration):
            try await Self.sleep(duration, context)
            return .bytes(Array(#"{"slept":true}"#.utf8))
        case .trap: Self.trap()
        }
    }

    private static let echo = Array(#"{"op":"echo""#.utf8)
    private static let typed = Array(#"{"op":"typed""#.utf8)

    /// Everything that a careless writer of JSON gets wrong.
    private static let awkwardMessage = "bad \"quote\"\n\té 日本 \u{1} end"

    /// Sixteen kilobytes at a time: long enough to be quick, short enough to show that nothing piles up.
    private static func digits(_ count: Int) -> StreamedReply {
        StreamedReply { writer throws(StepFailure) in
            var left = count
            while left > 0 {
                let piece = min(left, 16 * 1024)
                try await writer.write([UInt8](repeating: UInt8(ascii: "5"), count: piece))
                left -= piece
            }
        }
    }

    private static func sleep(_ duration: Duration, _ context: InvocationContext) async throws(StepFailure) {
        do {
            try await context.clock.sleep(until: context.clock.now + duration)
        } catch {
            throw .retry(Fault(.unavailable, "cancelled", "The sleep was cancelled."))
        }
    }

    /// A programmer's mistake as it really comes: an index out of range.
    private static func trap() -> Never {
        let nothing: [Never] = []
        return nothing[nothing.count]
    }
}
