import AWSAdapters
import AWSClient
import Domain
import HTTP
import JSON
import Ports
import TestKit
import Testing
import Time

/// What AWS does and the emulator does not.
struct AdapterFaultTests {
    private func outside(_ transport: any HTTPTransport) -> Outside {
        Outside(transport: transport, clock: ManualClock(now: Sample.noon), random: SystemRandom())
    }

    private let endpoint = AWSEndpoint(origin: WebOrigin(scheme: .https, host: "aws.example"), region: "eu-central-1")

    private func s3(_ transport: any HTTPTransport) throws -> S3 {
        let settings = ClientSettings(AWSSettings(["AWS_REGION": "eu-central-1"]))
        return try S3(AWSContext(settings, credentials: Credentials.sample, outside: outside(transport)))
    }

    @Test func `whoever writes a place while another does comes back later`() async throws {
        let error = "<Error><Code>ConditionalRequestConflict</Code><Message>busy</Message></Error>"
        let store = S3BlobStore(try s3(AnsweringTransport(409, error)))
        let blob = Blob(bucket: "results", region: "eu-central-1", key: "x")
        await #expect {
            try await store.write([1], to: blob, type: "text/plain")
        } throws: { error in
            guard case .unavailable(let outage)? = error as? PortError else { return false }
            return outage.code == "ConditionalRequestConflict"
        }
    }

    @Test func `a queue is given no character that it would refuse or replace`() async throws {
        let transport = AnsweringTransport(200, #"{"Successful":[],"Failed":[]}"#)
        let outside = outside(transport)
        let bus = QueueMessageBus(
            sqs: SQS(at: endpoint, credentials: Credentials.sample, outside: outside),
            sns: SNS(at: endpoint, credentials: Credentials.sample, outside: outside),
            routes: Routes([.results: .queue(url: "https://aws.example/1/results")])
        )
        let text = "found in \u{FFFE}\u{FFFF}\u{FFFD}\u{0}\u{FEFF}é😀\u{10FFFF}.zip"
        let message = Message.engineFinished(Sample.result(of: Sample.id(), .malicious, text: text))
        try await bus.send(message, after: .zero)
        let sent = try JSONValue(parsing: try #require(transport.bodies.first))
        let body = try #require(sent["Entries"]?.array?.first?["MessageBody"]?.string)
        let allowed = body.unicodeScalars.allSatisfy { scalar in
            [0x9, 0xA, 0xD].contains(scalar.value) || (0x20...0xFFFD).contains(scalar.value) || scalar.value > 0xFFFF
        }
        #expect(allowed)
        #expect(try JSONCodec.decode(Message.self, from: Array(body.utf8)) == message)
    }
}
