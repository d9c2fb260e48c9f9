import AWSAdapters
import AWSClient
import Domain
import HTTP
import Ports
import TestKit
import Testing
import Time

/// What AWS does and the emulator does not.
struct AdapterFaultTests {
    private func outside(_ transport: any HTTPTransport) -> Outside {
        Outside(transport: transport, clock: ManualClock(now: Sample.noon), random: SystemRandom())
    }

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
}
