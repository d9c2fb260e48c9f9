import AWSClient
import HTTP
import JSON
import TestKit
import Testing
import Time

/// Every request of ours beside botocore's, whose models are AWS's own.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
struct BotocoreBodyTests {
    /// A request as it went out, and what botocore is given to make the same.
    private struct Case {
        let service: String
        let operation: String
        let input: JSONValue
        let sent: JSONValue
    }

    /// What botocore's model takes as an input of the operation, and writes as we did, has the names and types of AWS.
    @Test func `botocore takes each of our JSON requests for its own`() async throws {
        var cases: [Case] = []
        for call in Self.toSQS { cases.append(try await self.case("sqs") { try await sent(call, to: .scripted($0)) }) }
        for call in Self.toDynamoDB {
            cases.append(try await self.case("dynamodb") { try await sent(call, to: .scripted($0)) })
        }
        for call in Self.toSecretsManager {
            cases.append(try await self.case("secretsmanager") { try await sent(call, to: .scripted($0)) })
        }
        let poll = ReceiveMessage(
            queueUrl: "q",
            maxNumberOfMessages: 10,
            waitTimeSeconds: 20,
            visibilityTimeout: 1,
            messageAttributeNames: ["All"],
            messageSystemAttributeNames: ["All"]
        )
        cases.append(try await self.case("sqs") { _ = try await SQS.scripted($0).receiveMessage(poll) })
        try expectSame(cases)
    }

    @Test func `botocore writes the same forms`() async throws {
        var cases: [Case] = []
        for (call, input) in Self.toSNS {
            cases.append(try await form("sns", type(of: call).name, input) { try await sent(call, to: .scripted($0)) })
        }
        for (call, input) in Self.toSTS {
            cases.append(try await form("sts", type(of: call).name, input) { try await sent(call, to: .scripted($0)) })
        }
        try expectSame(cases)
    }

    /// What is sent; how the answer, which is empty, is read does not matter here.
    private func transport(_ send: (ScriptedTransport) async throws -> Void) async throws -> ScriptedTransport {
        let transport = ScriptedTransport([.answer(200, [:], "{}")])
        do {
            try await send(transport)
        } catch CallFailure.unreadable {
            #expect(transport.requests.count == 1)
        }
        return transport
    }

    private func `case`(_ service: String, _ send: (ScriptedTransport) async throws -> Void) async throws -> Case {
        let transport = try await transport(send)
        let headers = try #require(transport.requests.last?.headers)
        let (target, kind) = (try #require(headers["X-Amz-Target"]), try #require(headers["Content-Type"]))
        let body = try transport.lastJSON()
        let sent: JSONValue = [
            "headers": ["Content-Type": .string(kind), "X-Amz-Target": .string(target)], "json": body,
        ]
        let operation = target.split(separator: ".").last.map(String.init) ?? ""
        return Case(service: service, operation: operation, input: body, sent: sent)
    }

    private func form(
        _ service: String,
        _ operation: String,
        _ input: JSONValue,
        _ send: (ScriptedTransport) async throws -> Void
    ) async throws -> Case {
        let transport = try await transport(send)
        let fields = transport.lastForm.map { field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (parts[0], JSONValue.string(parts[1]))
        }
        let kind = try #require(transport.requests.last?.headers["Content-Type"])
        let sent: JSONValue = ["form": .object(JSONObject(fields)), "headers": ["Content-Type": .string(kind)]]
        return Case(service: service, operation: operation, input: input, sent: sent.inOrder)
    }

    private func expectSame(_ cases: [Case]) throws {
        let lines = cases.map { one -> String in
            let line: JSONValue = [
                "service": .string(one.service), "operation": .string(one.operation), "input": one.input,
            ]
            return String(decoding: line.bytes(), as: UTF8.self)
        }
        let theirs = try withTemporaryFolder { folder in
            try write(lines.joined(separator: "\n") + "\n", to: "\(folder)/requests")
            return try run(PythonPeer.command("serialize") + ["\(folder)/requests"])
        }
        let answers = theirs.split(separator: "\n").map { Array($0.utf8) }
        try #require(answers.count == cases.count, "\(theirs.suffix(2_000))")
        for (one, answer) in zip(cases, answers) {
            let expected = try JSONValue(parsing: answer, limits: AttributeValue.jsonLimits).inOrder
            #expect(one.sent == expected, "\(one.service) \(one.operation)")
        }
    }

    private func sent(_ call: some SQSOperation, to sqs: SQS) async throws { _ = try await sqs.call(call) }

    private func sent(_ call: some DynamoDBOperation, to dynamoDB: DynamoDB) async throws {
        _ = try await dynamoDB.call(call)
    }

    private func sent(_ call: some SecretsManagerOperation, to secrets: Secrets) async throws {
        _ = try await secrets.call(call)
    }

    private func sent(_ call: some SNSOperation, to sns: SNS) async throws { _ = try await sns.call(call) }

    private func sent(_ call: some STSOperation, to sts: STS) async throws { _ = try await sts.call(call) }
}
