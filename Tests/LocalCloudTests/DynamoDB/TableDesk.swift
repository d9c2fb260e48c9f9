import AWSClient
import HTTP
import JSON
import LocalCloud
import TestKit
import Time

/// Tables in this process, and who calls them: by operations of our client, or by JSON as another client sends it.
struct TableDesk: Sendable {
    let clock = ManualClock(now: Neighbourhood.start)
    let cloud: Cloud
    private let random = SeededRandom(seed: 7)

    init(journal: any Journal = NoJournal(), permissions: any Permissions = EverythingAllowed()) throws {
        let ground = Ground(clock: clock, random: random, permissions: permissions, journal: journal)
        cloud = Cloud(ground, parts: [try Tables(ground)])
    }

    var dynamo: DynamoDB { get throws { try DynamoDB(context) } }

    private var context: AWSContext {
        let settings = AWSSettings([
            "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "AWS_MAX_ATTEMPTS": "1",
        ])
        let credentials = FixedCredentials(Credentials(accessKeyID: "test", secretAccessKey: "test"))
        let outside = Outside(transport: DirectTransport(to: cloud, clock: clock), clock: clock, random: random)
        return AWSContext(ClientSettings(settings), credentials: credentials, outside: outside)
    }

    @discardableResult func call(_ operation: String, _ json: JSONValue) async throws -> JSONValue {
        let body = try await answer(operation, json).body
        return try JSONValue(parsing: body, limits: AttributeValue.jsonLimits)
    }

    func answer(_ operation: String, _ json: JSONValue) async throws -> WebResponse {
        let client = try ServiceClient(.dynamodb, speaking: .json(version: "1.0"), in: context)
        let call = ServiceCall(
            headers: [
                "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.\(operation)",
            ],
            body: json.bytes(),
            isIdempotent: false
        )
        return try await client.perform(call)
    }

    /// The answer, or the code and the message of the refusal, as one text.
    func outcome(_ operation: String, _ json: JSONValue) async throws -> String {
        do {
            let answer = try await call(operation, json)
            return String(decoding: answer.bytes(), as: UTF8.self)
        } catch let failure as CallFailure {
            guard case .service(let fault) = failure else { throw failure }
            return "\(fault.code): \(fault.message)"
        }
    }

    /// A table `tab` with the key `id`, and `pos` where it has a second part.
    func makeTable(_ name: String = "tab", range: String? = nil, _ more: JSONObject = [:]) async throws {
        var call: JSONObject = [
            "TableName": .string(name), "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
            "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
        ]
        if let range {
            call["AttributeDefinitions"] = [
                ["AttributeName": "id", "AttributeType": "S"],
                ["AttributeName": "pos", "AttributeType": .string(range)],
            ]
            call["KeySchema"] = [
                ["AttributeName": "id", "KeyType": "HASH"], ["AttributeName": "pos", "KeyType": "RANGE"],
            ]
        }
        for member in more.members { call[member.key] = member.value }
        try await self.call("CreateTable", .object(call))
    }

    func put(_ item: JSONValue, in table: String = "tab") async throws {
        try await call("PutItem", ["TableName": .string(table), "Item": item])
    }
}

extension JSONValue {
    /// JSON written as text, for a test that reads better so.
    static func text(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: Array(text.utf8), limits: AttributeValue.jsonLimits)
    }

    var text: String { String(decoding: bytes(), as: UTF8.self) }
}
