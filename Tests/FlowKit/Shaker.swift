import HTTP
import LocalCloud
import Processes
import TestKit
import Time

/// What befalls the functions of a world, drawn by a seed: crashes, calls that are lost, work that takes long.
package final class Shaker: Sendable {
    private let random: SeededRandom
    private let odds: Odds
    private let isOn = Shared<Bool>(true)
    /// How often each thing befell.
    private let tally = Shared<[String: Int]>([:])

    /// Each once in so many times; zero is never.
    package struct Odds: Sendable {
        package var crashBefore = 0
        package var crashAfter = 0
        package var twice = 0
        package var slow = 0
        package var lostRequest = 0
        package var lostAnswer = 0
        package var throttled = 0

        package init() {}

        /// Some of everything.
        package static var rough: Odds {
            var odds = Odds()
            (odds.crashBefore, odds.crashAfter, odds.twice, odds.slow) = (12, 12, 8, 6)
            (odds.lostRequest, odds.lostAnswer, odds.throttled) = (40, 40, 30)
            return odds
        }
    }

    package init(seed: UInt64, _ odds: Odds = .rough) {
        random = SeededRandom(seed: seed)
        self.odds = odds
    }

    /// From here on all goes well.
    package func calm() { isOn.withLock { $0 = false } }

    package func rouse() { isOn.withLock { $0 = true } }

    package var befallen: [String: Int] { tally.withLock { $0 } }

    func falls(_ name: String, _ odds: any KeyPath<Odds, Int> & Sendable) -> Bool {
        let odds = self.odds[keyPath: odds]
        guard odds > 0, isOn.withLock({ $0 }), random.next() % UInt64(odds) == 0 else { return false }
        tally.withLock { $0[name, default: 0] += 1 }
        return true
    }

    /// Up to so long.
    func some(of longest: Duration) -> Duration {
        longest * Double(random.next() % 1_000) / 1_000
    }
}

/// A function whose process dies, whose events come twice, or that is slow to begin.
struct ShakenHost: FunctionHost {
    private let host: any FunctionHost
    private let name: String
    private let shaker: Shaker
    private let clock: any WallClock

    init(_ host: any FunctionHost, _ name: String, _ shaker: Shaker, clock: any WallClock) {
        (self.host, self.name, self.shaker, self.clock) = (host, name, shaker, clock)
    }

    func run(_ event: FunctionEvent) async -> FunctionRun {
        if shaker.falls("slow", \.slow) {
            do {
                try await clock.sleep(for: shaker.some(of: .seconds(20)))
            } catch {
                return await host.run(event)
            }
        }
        if shaker.falls("crash before", \.crashBefore) { return crash }
        if shaker.falls("twice", \.twice) { _ = await host.run(event) }
        let run = await host.run(event)
        return shaker.falls("crash after", \.crashAfter) ? crash : run
    }

    func endIdle(_ rest: Duration) async { await host.endIdle(rest) }
    func shutDown() async { await host.shutDown() }

    private var crash: FunctionRun { FunctionRun(.crashed(.killed(signal: 9)), duration: .zero) }
}

/// Loses requests and answers, and says that it is all too much.
struct ShakenTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let shaker: Shaker

    init(_ transport: any HTTPTransport, _ shaker: Shaker) {
        (self.transport, self.shaker) = (transport, shaker)
    }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        try before()
        let head = try await transport.exchange(request, into: sink)
        try after()
        return head
    }

    func exchange(_ request: WebRequest, bodyLimit: Int) async throws(TransportFailure) -> WebResponse {
        try before()
        if request.headers["X-Amz-Target"]?.hasPrefix("DynamoDB") == true, shaker.falls("throttled", \.throttled) {
            let body = #"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"too much"}"#
            return WebResponse(head: WebResponseHead(status: 400, headers: [:]), body: Array(body.utf8))
        }
        let response = try await transport.exchange(request, bodyLimit: bodyLimit)
        try after()
        return response
    }

    private func before() throws(TransportFailure) {
        if shaker.falls("lost request", \.lostRequest) { throw .broken(reason: "the request was lost") }
    }

    private func after() throws(TransportFailure) {
        if shaker.falls("lost answer", \.lostAnswer) { throw .broken(reason: "the answer was lost") }
    }
}
