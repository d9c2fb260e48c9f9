import AWSClient
import HTTP
import Hosting
import TestKit
import Time

/// Calls and presigned URLs of which many fail, and everything that can be said of each, in the log and beside it.
enum LoggedStorm {
    static let formats = [Log.Format.json, .text]

    /// Says so to the standard streams, at each level in both formats.
    static func run() async throws {
        let logs = formats.map { Log(format: $0, level: .trace, clock: SystemClock(), sink: StandardOutput()) }
        let world = try FaultyWorld(Script(seed: 5))
        let notice: @Sendable (Int, any Error) -> Void = { call, error in
            let level = LogLevel.allCases[call % LogLevel.allCases.count]
            for log in logs { log.write(level, "call \(call): \(error)", ["whole": .text(disclosure(error))]) }
        }
        try await usePresignedURLs(of: world, notice)
        let tally = await Storm(world: world, count: 400, notice: notice).run()
        let parts: [Any] = [
            world.context, world.s3, world.sqs, world.sns, world.dynamoDB, world.secrets, world.transport,
        ]
        // A line of the log would be cut.
        print(disclosure(parts))
        print("logged: \(tally)")
    }

    /// One of the signatures that the server was shown, as a line of the log.
    static func disclose() async throws {
        let world = try FaultyWorld(Script(seed: 5))
        _ = await Storm(world: world, count: 16).run()
        let log = Log(format: .json, level: .trace, clock: SystemClock(), sink: StandardOutput())
        for signature in world.ledger.signatures.sorted().prefix(1) { log.debug("call 0: \(signature)") }
    }

    private static func usePresignedURLs(
        of world: FaultyWorld,
        _ notice: (Int, any Error) -> Void
    ) async throws {
        let presigner = try await world.s3.presigner(for: world.bucket)
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: world.server.port)
        for call in 10_000..<10_060 {
            let key = try ObjectKey("call-\(call)")
            let url = try presigner.getObject(key, at: SystemClock().now, expiry: .seconds(60))
            let target = String(url.revealed.dropFirst("\(origin)".count))
            let deadline = SystemClock().now + .milliseconds(world.script.stalls(call) ? 100 : 10_000)
            let request = WebRequest(method: "GET", origin: origin, target: target, deadline: deadline)
            do {
                let response = try await world.transport.exchange(request, bodyLimit: 300_000)
                notice(call, Told(request: request, response: response))
            } catch {
                notice(call, error)
            }
        }
    }
}

/// What was asked by a presigned URL, and what came of it.
private struct Told: Error {
    let request: WebRequest
    let response: WebResponse
}

private struct StandardOutput: LogSink {
    func write(_ line: [UInt8]) { print(String(decoding: line, as: UTF8.self), terminator: "") }
}
