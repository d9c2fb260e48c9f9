import AWSClient
import HTTP
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
