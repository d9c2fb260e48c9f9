import AWSClient
import HTTP
import Synchronization
import TestKit
import Testing
import Time

struct ServiceClientTests {
    private func client(
        _ transport: ScriptedTransport,
        clock: LeapingClock = LeapingClock(),
        form: AWSProtocol = .json(version: "1.0"),
        service: AWSServiceName = .sqs
    ) -> ServiceClient {
        ServiceClient(
            service,
            speaking: form,
            at: .loopback,
            credentials: Credentials.sample,
            outside: .scripted(transport, clock: clock)
        )
    }

    @Test func `a call is tried again under the same name, with its attempts counted`() async throws {
        let transport = ScriptedTransport([.answer(503), .failure(.notSent(reason: "")), .answer(200, [:], "{}")])
        let clock = LeapingClock()
        let response = try await client(transport, clock: clock).perform(ServiceCall(isIdempotent: true))
        #expect(response.head.status == 200)
        let requests = transport.requests
        #expect(Set(requests.map { $0.headers["amz-sdk-invocation-id"] }).count == 1)
        #expect(
            requests.map { $0.headers["amz-sdk-request"] } == [
                "attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3",
            ]
        )
        #expect(clock.naps == [.milliseconds(25), .milliseconds(50)])
    }

    @Test func `what may have been sent is not sent twice unless that does no harm`() async {
        let transport = ScriptedTransport([.failure(.broken(reason: "reset")), .answer(200)])
        await #expect(throws: CallFailure.transport(.broken(reason: "reset"))) {
            try await client(transport).perform(ServiceCall(isIdempotent: false))
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `a request refused for its time is signed again with the service's`() async throws {
        let clock = LeapingClock()
        let ahead = (clock.now + .seconds(3_600)).rfc1123
        let refusal = #"{"__type":"com.amazon.coral.service#InvalidSignatureException"}"#
        let transport = ScriptedTransport([.answer(403, ["Date": ahead], refusal), .answer(200), .answer(200)])
        let client = client(transport, clock: clock)
        _ = try await client.perform(ServiceCall(isIdempotent: false))
        _ = try await client.perform(ServiceCall(isIdempotent: false))
        let times = transport.requests.map { $0.headers["X-Amz-Date"] ?? "" }
        let corrected = (clock.now + .seconds(3_600)).basicISO8601
        #expect(times == [clock.now.basicISO8601, corrected, corrected])
    }

    @Test func `all calls that were under way when the time became known are signed again`() async throws {
        let clock = LeapingClock()
        let head: WebHeaders = ["Date": (clock.now + .seconds(3_600)).rfc1123]
        let refusal = #"{"__type":"InvalidSignatureException"}"#
        // The first three are refused together, and the rest are answered.
        let transport = TogetherTransport(first: 3, .answer(403, head, refusal), then: .answer(200, head))
        let client = ServiceClient(
            .sqs,
            speaking: .json(version: "1.0"),
            at: .loopback,
            credentials: Credentials.sample,
            outside: Outside(transport: transport, clock: clock, random: ScriptedRandom(1 << 52))
        )
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask { try await client.perform(ServiceCall(isIdempotent: false)).head.status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [200, 200, 200])
    }

    @Test func `what has lapsed by the service's time is renewed, whatever our clock says`() async throws {
        let clock = LeapingClock()
        let ahead = clock.now + .seconds(7_200)
        let refusal = #"{"__type":"InvalidSignatureException"}"#
        let transport = ScriptedTransport([.answer(403, ["Date": ahead.rfc1123], refusal), .answer(200)])
        let source = Lapsing(ends: [clock.now + .seconds(3_600), ahead + .seconds(3_600)])
        let client = ServiceClient(
            .sqs,
            speaking: .json(version: "1.0"),
            at: .loopback,
            credentials: RefreshingCredentials(source, clock: clock),
            outside: .scripted(transport, clock: clock)
        )
        _ = try await client.perform(ServiceCall(isIdempotent: false))
        let authorizations = transport.requests.map { $0.headers["Authorization"] ?? "" }
        #expect(authorizations.map { $0.contains("Credential=KEY1/") } == [true, false])
        #expect(authorizations.last?.contains("Credential=KEY2/") == true)
    }

    @Test func `a refusal without words is one for its time where its date says so`() async throws {
        let clock = LeapingClock()
        let ahead = (clock.now + .seconds(3_600)).rfc1123
        let transport = ScriptedTransport([.answer(403, ["Date": ahead]), .answer(200)])
        _ = try await client(transport, clock: clock, form: .restXML, service: .s3)
            .perform(ServiceCall(method: "HEAD", isIdempotent: true))
        #expect(transport.requests.count == 2)
    }

    @Test func `a clock is left alone where the settings say so`() async {
        let clock = LeapingClock()
        let ahead = (clock.now + .seconds(3_600)).rfc1123
        let refusal = #"{"__type":"InvalidSignatureException"}"#
        let transport = ScriptedTransport([.answer(403, ["Date": ahead], refusal), .answer(200)])
        let client = ServiceClient(
            .sqs,
            speaking: .json(version: "1.0"),
            at: .loopback,
            credentials: Credentials.sample,
            correctsClockSkew: ClientSettings(AWSSettings(["AWS_DISABLE_CLOCK_SKEW_CORRECTION": "true"]))
                .correctsClockSkew,
            outside: .scripted(transport, clock: clock)
        )
        await #expect(throws: CallFailure.self) { try await client.perform(ServiceCall(isIdempotent: true)) }
        #expect(transport.requests.count == 1)
    }

    @Test func `a signature that is refused at the right time is an error at once`() async {
        let clock = LeapingClock()
        let refusal = #"{"__type":"InvalidSignatureException"}"#
        let transport = ScriptedTransport([.answer(403, ["Date": clock.now.rfc1123], refusal), .answer(200)])
        await #expect(throws: CallFailure.self) {
            try await client(transport, clock: clock).perform(ServiceCall(isIdempotent: true))
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `S3's 200 with an error in it is an error, and is tried again`() async throws {
        let body = "<?xml version=\"1.0\"?><Error><Code>InternalError</Code><Message>again</Message></Error>"
        let transport = ScriptedTransport([.answer(200, [:], body), .answer(200, [:], "<CopyObjectResult/>")])
        let response = try await client(transport, form: .restXML, service: .s3)
            .perform(ServiceCall(method: "PUT", target: "/b/k", isIdempotent: true))
        #expect(transport.requests.count == 2)
        #expect(String(decoding: response.body, as: UTF8.self) == "<CopyObjectResult/>")
    }

    @Test func `no attempt begins after the deadline`() async {
        let clock = LeapingClock()
        let transport = ScriptedTransport([.answer(500), .answer(500)])
        await #expect(throws: CallFailure.self) {
            try await client(transport, clock: clock)
                .perform(ServiceCall(isIdempotent: true, deadline: clock.now + .milliseconds(20)))
        }
        #expect(transport.requests.count == 1)
        await #expect(throws: CallFailure.transport(.deadlinePassed(sent: false))) {
            try await client(transport, clock: clock).perform(ServiceCall(isIdempotent: true, deadline: clock.now))
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `a service that stays down is asked less and less`() async {
        let transport = ScriptedTransport(Array(repeating: .answer(500), count: 1_000))
        let client = client(transport)
        for _ in 0..<100 {
            await #expect(throws: CallFailure.self) { try await client.perform(ServiceCall(isIdempotent: true)) }
        }
        // 35 retries of 14 fit into the bucket of 500, and none after them.
        #expect(transport.requests.count == 135)
    }
}

/// Holds the first exchanges up until all of them are there, and answers them alike.
private final class TogetherTransport: HTTPTransport {
    private let first: ScriptedTransport
    private let rest: ScriptedTransport
    private let count: Int
    private let came = Mutex(0)

    init(first count: Int, _ reply: ScriptedTransport.Reply, then next: ScriptedTransport.Reply) {
        self.count = count
        first = ScriptedTransport(Array(repeating: reply, count: count))
        rest = ScriptedTransport(Array(repeating: next, count: count))
    }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        let number = came.withLock { came in
            came += 1
            return came
        }
        guard number <= count else { return try await rest.exchange(request, into: sink) }
        while came.withLock({ $0 }) < count { await Task.yield() }
        return try await first.exchange(request, into: sink)
    }
}

/// Gives numbered credentials, each with its end.
private final class Lapsing: CredentialProvider {
    private let ends: Mutex<(count: Int, rest: [Instant])>

    init(ends: [Instant]) {
        self.ends = Mutex((0, ends))
    }

    func credentials() async throws(CredentialFailure) -> Credentials {
        let (count, end) = ends.withLock { state -> (Int, Instant?) in
            state.count += 1
            return (state.count, state.rest.isEmpty ? nil : state.rest.removeFirst())
        }
        guard let end else { throw .invalid(source: "test", reason: "there are no more") }
        return Credentials(accessKeyID: "KEY\(count)", secretAccessKey: "s", expiration: end)
    }
}
