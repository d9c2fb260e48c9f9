import AWSClient
import HTTP
import JSON
import TestKit
import Testing

/// The tables of the local cloud beside those of moto, which others have written: what one does, the other must do.
@Suite(.needsMoto) struct ExpressionDifferenceTests {
    @Test(arguments: 0..<4) func `random conditions and updates come to the same on moto`(_ series: Int) async throws {
        let (moto, ours) = (try Cloud(), try await Cloud.local())
        let table = Table(kind: "expressions", hash: Table.Attribute(name: "id"), range: nil, indices: [])
        let names = (try await moto.make(table), try await ours.make(table))
        var differences = 0
        for number in 0..<Self.count {
            var random = RandomExpressions(seed: UInt64(series * 1_000_000 + number))
            let item = random.item()
            var call: JSONObject = ["Key": ["id": ["S": "1"]], "ReturnValues": "ALL_NEW"]
            let isCondition = number.isMultiple(of: 2)
            let expression = isCondition ? random.condition() : random.update()
            call[isCondition ? "ConditionExpression" : "UpdateExpression"] = .string(expression)
            if !random.values.isEmpty { call["ExpressionAttributeValues"] = .object(random.values) }
            let theirs = try await moto.outcome(of: call, on: item, in: names.0)
            let own = try await ours.outcome(of: call, on: item, in: names.1)
            if theirs == own { continue }
            differences += 1
            let isKnown = Difference.allCases.contains { $0.explains(theirs, own, expression, values: random.values) }
            #expect(isKnown, "\(JSONValue.object(item).bytes().text) \(JSONValue.object(call).bytes().text)")
        }
        #expect(differences < Self.count / 2)
    }

    private static let count = 100
}

/// Where moto 5.2.5 does not do what DynamoDB documents.
private enum Difference: CaseIterable {
    case failsOnPathsThatLeadNowhere
    case passesOverASetIntoAScalar
    case refusesADefaultForAPathThatLeadsNowhere
    case takesWhatIsAbsentForNull
    case looksForBytesInBase64
    /// What one clause reads, another has changed before.
    case readsWhatItHasChanged

    func explains(_ moto: String, _ ours: String, _ expression: String, values: JSONObject) -> Bool {
        let isMade = !moto.hasSuffix("Exception") && !ours.hasSuffix("Exception")
        return switch self {
        case .failsOnPathsThatLeadNowhere: moto == "500"
        case .passesOverASetIntoAScalar:
            ours == "ValidationException" && ["a", "b", "c", "d"].contains { expression.contains("\($0).a = ") }
        case .refusesADefaultForAPathThatLeadsNowhere:
            moto == "ValidationException" && expression.contains("if_not_exists(")
        case .takesWhatIsAbsentForNull: values.members.contains { $0.value["NULL"] != nil }
        case .looksForBytesInBase64:
            expression.contains("contains(") && values.members.contains { $0.value["B"] != nil }
        case .readsWhatItHasChanged: isMade && expression.hasPrefix("SET") && expression.split(separator: " ").count > 4
        }
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

extension Cloud {
    /// What an update makes of an item: the item, or the code of a refusal.
    fileprivate func outcome(of call: JSONObject, on item: JSONObject, in table: String) async throws -> String {
        let client = client(.dynamodb, speaking: .json(version: "1.0"))
        func send(_ operation: String, _ members: JSONObject) async throws -> JSONValue {
            var members = members
            members["TableName"] = .string(table)
            let call = ServiceCall(
                headers: [
                    "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.\(operation)",
                ],
                body: JSONValue.object(members).bytes(),
                isIdempotent: true,
                deadline: deadline
            )
            return try JSONValue(parsing: try await client.perform(call).body)
        }
        _ = try await send("PutItem", ["Item": .object(item)])
        do {
            return try await send("UpdateItem", call)["Attributes"].map { $0.sorted.bytes().text } ?? "nothing"
        } catch let failure as CallFailure {
            return failure.code ?? "\(failure)"
        }
    }
}

extension JSONValue {
    /// Members by their names and sets by their elements, which have no order.
    fileprivate var sorted: JSONValue {
        switch self {
        case .object(let object):
            let members = object.members.sorted { $0.key < $1.key }
            return .object(
                JSONObject(
                    members.map { member in
                        guard ["SS", "NS", "BS"].contains(member.key), let set = member.value.array else {
                            return (member.key, member.value.sorted)
                        }
                        let elements = set.compactMap(\.string).sorted().map { JSONValue.string($0) }
                        return (member.key, .array(elements))
                    }
                )
            )
        case .array(let elements): return .array(elements.map(\.sorted))
        case .null, .bool, .number, .string: return self
        }
    }
}
