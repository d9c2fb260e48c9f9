import AWSClient
import HTTP
import TestKit
import Testing

/// Our signatures as a server checks them, over what really comes through a socket.
@Suite(.enabled(if: PythonPeer.moto.isInstalled, "\(PythonPeer.moto.absence)"))
struct SignatureTests {
    private static let location =
        "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>"

    private static let calls: [(AWSServiceName, AWSProtocol, ServiceCall)] = [
        (.s3, .restXML, ServiceCall(method: "GET", target: "/", isIdempotent: true)),
        (
            .s3, .restXML,
            ServiceCall(method: "PUT", target: "/signed-bucket", body: Array(location.utf8), isIdempotent: true)
        ),
        (
            .s3, .restXML,
            ServiceCall(
                method: "PUT",
                target: "/signed-bucket/a%20b//%C3%A9%2B%25/.",
                headers: ["Content-Type": "text/plain", "x-amz-meta-a": " b  c "],
                body: [1, 2, 3],
                isIdempotent: true
            )
        ),
        (
            .s3, .restXML,
            ServiceCall(
                method: "GET",
                target: "/signed-bucket?list-type=2&prefix=a%20b&delimiter=%2F&encoding-type=url&max-keys=1",
                isIdempotent: true
            )
        ),
        (.sqs, .json(version: "1.0"), json("AmazonSQS.ListQueues", "1.0")),
        (.dynamodb, .json(version: "1.0"), json("DynamoDB_20120810.ListTables", "1.0")),
        (.sns, .query, form("Action=ListTopics&Version=2010-03-31")),
        (.sts, .query, form("Action=GetCallerIdentity&Version=2011-06-15")),
    ]

    private static func json(_ target: String, _ version: String) -> ServiceCall {
        ServiceCall(
            headers: ["Content-Type": "application/x-amz-json-\(version)", "X-Amz-Target": target],
            body: Array("{}".utf8),
            isIdempotent: true
        )
    }

    private static func form(_ text: String) -> ServiceCall {
        ServiceCall(
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
            body: Array(text.utf8),
            isIdempotent: true
        )
    }

    @Test func `what we sign is accepted, and with another secret it is not`() async throws {
        let cloud = try Cloud(Emulator.checkingSignatures())
        let stranger = Credentials(accessKeyID: cloud.credentials.accessKeyID, secretAccessKey: "another")
        for (service, form, call) in Self.calls {
            var call = call
            call.deadline = cloud.deadline
            let answer = try await cloud.client(service, speaking: form).perform(call)
            #expect(answer.head.status == 200, "\(service) \(call.target)")
            let other = ServiceClient(
                service,
                speaking: form,
                at: cloud.endpoint,
                credentials: stranger,
                outside: cloud.outside
            )
            let failure = await #expect(throws: CallFailure.self) { try await other.perform(call) }
            guard case .service(let refusal) = failure else {
                return #expect(Bool(false), "\(String(describing: failure))")
            }
            #expect(refusal.status == 403, "\(service) \(call.target): \(refusal)")
        }
    }
}
