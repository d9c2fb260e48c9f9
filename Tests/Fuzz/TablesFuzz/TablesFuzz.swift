import AWSClient
import FuzzDriver
import Glibc
import HTTP
import JSON
import LocalCloud
import Time
import _StringProcessing

/// The expressions of DynamoDB, its values and its calls, as anybody may send them.
@main enum TablesFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                TablesFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    /// The first byte says what the others are.
    private static func attempt(_ bytes: [UInt8]) {
        guard let kind = bytes.first else { return }
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        runToEnd {
            do throws(ServiceFault) {
                try await attempt(kind, text, Array(bytes.dropFirst()))
            } catch {
                preconditionFailure("what is sound was refused: \(error)")
            }
        }
    }

    private static func attempt(_ kind: UInt8, _ text: String, _ bytes: [UInt8]) async throws(ServiceFault) {
        let desk = try Desk()
        _ = try await desk.call("CreateTable", table)
        var item = item
        _ = try await desk.call("PutItem", ["TableName": "tab", "Item": .object(item)])
        switch Character(UnicodeScalar(kind)) {
        case "u": await desk.attempt("UpdateItem", expression("UpdateExpression", text, key))
        case "c": await desk.attempt("DeleteItem", expression("ConditionExpression", text, key))
        case "p": await desk.attempt("GetItem", expression("ProjectionExpression", text, key))
        case "k": await desk.attempt("Query", expression("KeyConditionExpression", text, [:]))
        case "f": await desk.attempt("Scan", expression("FilterExpression", text, [:]))
        case "n":
            item["n"] = ["N": .string(text)]
            await desk.attempt("PutItem", ["TableName": "tab", "Item": .object(item)])
        case "t": await desk.attempt("TransactWriteItems", bytes)
        case "b": await desk.attempt("BatchWriteItem", bytes)
        case "g": await desk.attempt("BatchGetItem", bytes)
        case "m": await desk.attempt("CreateTable", bytes)
        default: await desk.attempt("PutItem", bytes)
        }
        // Whatever was asked for, the table is one still.
        guard let items = try await desk.call("Scan", ["TableName": "tab"])["Items"]?.array else {
            preconditionFailure("no items")
        }
        for item in items { precondition(item["id"]?["S"]?.string?.isEmpty == false, "an item without its key") }
    }

    private static let key: JSONObject = ["Key": ["id": ["S": "1"]]]
    private static let item: JSONObject = [
        "id": ["S": "1"], "n": ["N": "10"], "s": ["S": "text"], "l": ["L": [["N": "1"], ["L": [["S": "a"]]]]],
        "m": ["M": ["a": ["N": "1"]]], "ss": ["SS": ["x", "y"]],
    ]
    private static let table: JSONObject = [
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
        "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
    ]

    /// With those of the placeholders that stand in the text, for an unused one is refused before anything is done.
    private static func expression(_ name: String, _ text: String, _ more: JSONObject) -> JSONObject {
        var call: JSONObject = ["TableName": "tab", name: .string(text)]
        for member in more.members { call[member.key] = member.value }
        if text.contains("#n") { call["ExpressionAttributeNames"] = ["#n": "a name"] }
        let values: JSONObject = [
            ":n": ["N": "1.5"], ":s": ["S": "t"], ":l": ["L": [["N": "1"]]], ":x": ["SS": ["x", "z"]],
        ]
        let used = values.members.filter { text.contains($0.key) }
        if !used.isEmpty, name != "ProjectionExpression" {
            call["ExpressionAttributeValues"] = .object(JSONObject(unchecked: used))
        }
        return call
    }
}

private struct Desk {
    private let tables: Tables
    private let clock = SystemClock()

    init() throws(ServiceFault) {
        tables = try Tables(Ground(clock: SystemClock(), random: SystemRandom()))
    }

    /// A call that may be refused, but only as a caller's mistake.
    func attempt(_ operation: String, _ call: JSONObject) async {
        await attempt(operation, JSONValue.object(call).bytes())
    }

    func attempt(_ operation: String, _ body: [UInt8]) async {
        do throws(ServiceFault) {
            _ = try await self.call(operation, body)
        } catch {
            precondition(!error.message.isEmpty && error.code != "InternalFailure", "\(error)")
        }
    }

    func call(_ operation: String, _ call: JSONObject) async throws(ServiceFault) -> JSONValue {
        try await self.call(operation, JSONValue.object(call).bytes())
    }

    private func call(_ operation: String, _ body: [UInt8]) async throws(ServiceFault) -> JSONValue {
        let web = WebRequest(
            method: "POST",
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
            target: "/",
            headers: ["X-Amz-Target": "DynamoDB_20120810.\(operation)"]
        )
        let request = CloudRequest(web: web, id: "1", received: clock.now, caller: .nobody, body: body)
        guard case .bytes(let bytes) = try await tables.answer(request).body else { return [:] }
        do throws(JSONError) {
            return try JSONValue(parsing: bytes, limits: AttributeValue.jsonLimits)
        } catch {
            preconditionFailure("an answer that is no JSON: \(error)")
        }
    }
}
