import FuzzDriver
import Glibc
import Hosting
import LambdaHost
import Sockets
import Synchronization
import TestKit

/// A whole process against an API that says anything: it must end, and end without a trap.
@main enum ReplyFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                ReplyFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    /// The first byte chooses how the bytes arrive; the others are what arrives, before a reconnection and after it.
    private static func attempt(_ input: [UInt8]) {
        guard let choice = input.first else { return }
        let pieceSize = choice & 1 == 0 ? Int.max : Int(choice >> 4) + 1
        let failing: [StreamFailure?] =
            choice & 2 == 0 ? [] : [nil, .dropped(reason: "reset"), nil, .answeredEarly(taken: 9)]
        let script = [ScriptedStream.Event.bytes(Array(input.dropFirst()))]
        let process = LambdaProcess(
            function: "fuzzed",
            environment: ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001"],
            output: MemorySink(),
            errors: MemorySink(),
            dialer: ScriptedDialer([
                ScriptedStream(script, pieceSize: pieceSize, failingWrites: failing),
                ScriptedStream(script, pieceSize: pieceSize),
            ])
        )
        let status = Mutex<Int32?>(nil)
        runToEnd {
            let ended = await process.run { _ in Chameleon() }
            status.withLock { $0 = ended }
        }
        precondition(status.withLock { $0 } == 1, "a script that is over ends the process with 1")
    }
}

/// Answers in every way that there is, as the event's first byte says.
private struct Chameleon: Handler {
    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        switch event.bytes.first {
        case UInt8(ascii: "f"): throw .reject(Fault(.broken, String(decoding: event.bytes, as: UTF8.self), "Failed."))
        case UInt8(ascii: "s"):
            return .stream(
                StreamedReply(prelude: HTTPPrelude()) { writer throws(StepFailure) in
                    try await writer.write(event.bytes)
                }
            )
        default: return .bytes(event.bytes, contentType: String(decoding: event.bytes.prefix(64), as: UTF8.self))
        }
    }
}
