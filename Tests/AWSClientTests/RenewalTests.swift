import AWSClient
import HTTP
import Synchronization
import Testing
import Time

struct RenewalTests {
    /// Gives numbered credentials that are good for ever, as far as they know.
    private final class Source: CredentialProvider {
        private let state: Mutex<(count: Int, last: Int)>

        init(last: Int = .max) {
            state = Mutex((0, last))
        }

        var count: Int { state.withLock { $0.count } }

        func credentials() async throws(CredentialFailure) -> Credentials {
            let number = state.withLock { state in
                state.count += 1
                return min(state.count, state.last)
            }
            return Credentials(accessKeyID: "KEY\(number)", secretAccessKey: "s")
        }
    }

    private static let refusal = #"{"__type":"ExpiredTokenException"}"#

    private func client(_ transport: ScriptedTransport, _ credentials: any CredentialProvider) -> ServiceClient {
        ServiceClient(
            .sqs,
            speaking: .json(version: "1.0"),
            at: .loopback,
            credentials: credentials,
            outside: .scripted(transport)
        )
    }

    private func keys(_ transport: ScriptedTransport) -> [String] {
        transport.requests.map { request in
            let words = request.headers["Authorization"]?.split { "=/".contains($0) } ?? []
            return words.count > 1 ? String(words[1]) : ""
        }
    }

    @Test func `credentials that a service calls expired are fetched anew, once for all calls`() async throws {
        let transport = ScriptedTransport([.answer(400, [:], Self.refusal), .answer(200), .answer(200)])
        let source = Source()
        let client = client(transport, RefreshingCredentials(source, clock: LeapingClock()))
        // It was refused, so it may be made again whatever it does.
        _ = try await client.perform(ServiceCall(isIdempotent: false))
        _ = try await client.perform(ServiceCall(isIdempotent: false))
        #expect(keys(transport) == ["KEY1", "KEY2", "KEY2"])
        #expect(source.count == 2)
    }

    @Test func `a refusal without words may be one of the credentials`() async throws {
        let transport = ScriptedTransport([.answer(400), .answer(200), .answer(400, ["x-amz-bucket-region": "x"])])
        let client = client(transport, RefreshingCredentials(Source(), clock: LeapingClock()))
        let head = ServiceCall(method: "HEAD", isIdempotent: true)
        _ = try await client.perform(head)
        await #expect(throws: CallFailure.self) { try await client.perform(head) }
        #expect(keys(transport) == ["KEY1", "KEY2", "KEY2"])
    }

    @Test func `new credentials that are refused too are not fetched a third time`() async {
        let transport = ScriptedTransport(Array(repeating: .answer(400, [:], Self.refusal), count: 9))
        let source = Source()
        let client = client(transport, RefreshingCredentials(source, clock: LeapingClock()))
        let failure = await #expect(throws: CallFailure.self) {
            try await client.perform(ServiceCall(isIdempotent: true))
        }
        #expect(failure?.code == "ExpiredTokenException")
        #expect(keys(transport) == ["KEY1", "KEY2"])
    }

    @Test func `where there are no other credentials the refusal is the answer`() async {
        let transport = ScriptedTransport(Array(repeating: .answer(400, [:], Self.refusal), count: 9))
        let client = client(transport, RefreshingCredentials(Source(last: 1), clock: LeapingClock()))
        await #expect(throws: CallFailure.self) { try await client.perform(ServiceCall(isIdempotent: true)) }
        #expect(keys(transport) == ["KEY1"])
    }

    @Test func `credentials that others have renewed meanwhile are taken as they are`() async throws {
        let source = Source()
        let kept = RefreshingCredentials(source, clock: LeapingClock())
        let old = try await kept.credentials()
        #expect(try await kept.credentials(insteadOf: old).accessKeyID == "KEY2")
        #expect(try await kept.credentials(insteadOf: old).accessKeyID == "KEY2")
        #expect(source.count == 2)
    }
}
