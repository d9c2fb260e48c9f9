import AWSClient
import HTTP
import TestKit
import Testing

/// The emulator itself, and that our calls reach it.
@Suite(.enabled(if: PythonPeer.moto.isInstalled, "\(PythonPeer.moto.absence)"))
struct EmulatorTests {
    @Test func `the emulator ends with its input`() throws {
        let (status, output) = try EmulatorProcess().withoutInput()
        #expect(status == 0, "\(output)")
    }

    @Test func `whoever asks for the emulator gets the same one, and a name of its own`() async throws {
        let found = try await withThrowingTaskGroup(of: (port: UInt16, name: String).self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let emulator = try Emulator.running()
                    return (emulator.port, Emulator.newName("bucket"))
                }
            }
            return try await group.reduce(into: [(port: UInt16, name: String)]()) { $0.append($1) }
        }
        #expect(Set(found.map(\.port)).count == 1)
        #expect(Set(found.map(\.name)).count == 20)
    }

    @Test func `an object comes back from S3 as it was put`() async throws {
        let cloud = try Cloud()
        let s3 = cloud.client(.s3, speaking: .restXML)
        let bucket = Emulator.newName("bucket")
        let location = "<LocationConstraint>eu-central-1</LocationConstraint>"
        let creation = Array("<CreateBucketConfiguration>\(location)</CreateBucketConfiguration>".utf8)
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for (target, body) in [("/\(bucket)", creation), ("/\(bucket)/a%20b", body)] {
            let call = ServiceCall(
                method: "PUT",
                target: target,
                body: body,
                isIdempotent: true,
                deadline: cloud.deadline
            )
            #expect(try await s3.perform(call).head.status == 200)
        }
        let get = ServiceCall(method: "GET", target: "/\(bucket)/a%20b", isIdempotent: true, deadline: cloud.deadline)
        #expect(try await s3.perform(get).body == body)
        let missing = ServiceCall(method: "GET", target: "/\(bucket)/c", isIdempotent: true, deadline: cloud.deadline)
        let failure = await #expect(throws: CallFailure.self) { try await s3.perform(missing) }
        guard case .service(let refusal) = failure else {
            return #expect(Bool(false), "\(String(describing: failure))")
        }
        #expect(refusal.code == "NoSuchKey" && refusal.status == 404)
    }

    @Test func `a message comes out of the queue that it was sent to`() async throws {
        let cloud = try Cloud()
        let sqs = SQS(at: cloud.endpoint, credentials: Credentials.sample, outside: cloud.outside)
        let url = try await sqs.call(CreateQueue(queueName: Emulator.newName("queue"))).queueUrl
        let message = OutgoingMessage(messageBody: "é\u{1F600}\n")
        let sent = try await sqs.call(SendMessage(queueUrl: url, message), deadline: cloud.deadline)
        let received = try await sqs.receiveMessage(ReceiveMessage(queueUrl: url), deadline: cloud.deadline)
        #expect(received.messages?.map(\.messageId) == [sent.messageId])
        #expect(received.messages?.map(\.body) == ["é\u{1F600}\n"])
    }
}
