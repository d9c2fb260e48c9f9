import JSON
import Testing

/// What updates make of an item, and which are refused.
struct UpdateTests {
    private static let item = """
        {"n":{"N":"10"},"s":{"S":"a"},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]},"m":{"M":{"a":{"N":"1"}}},
        "ss":{"SS":["x","y"]},"ns":{"NS":["1"]}}
        """

    private static let values = """
        {":1":{"N":"1"},":z":{"S":"z"},":l":{"L":[{"S":"new"}]},":ss":{"SS":["y","z"]},":xy":{"SS":["x","y"]},
        ":ns":{"NS":["1.0","2"]},":m":{"M":{"q":{"S":"r"}}},":e":{"L":[]},":big":{"N":"9e125"},":half":{"N":"0.5"}}
        """

    @Test(arguments: [
        ("SET s = :z", #""s":{"S":"z"}"#), ("set s = :z", #""s":{"S":"z"}"#), ("SET n = n + :1", #""n":{"N":"11"}"#),
        ("SET n = n - :half", #""n":{"N":"9.5"}"#), ("SET n = :1 - n", #""n":{"N":"-9"}"#),
        ("SET n = (n + :1)", #""n":{"N":"11"}"#), ("SET n = if_not_exists(n, :1)", #""n":{"N":"10"}"#),
        ("SET v = if_not_exists(v, :1)", #""v":{"N":"1"}"#), ("SET v = if_not_exists(v, n) + :1", #""v":{"N":"11"}"#),
        ("SET v = s, s = :z", #""s":{"S":"z"}"#), ("SET v = s, s = :z", #""v":{"S":"a"}"#),
        ("SET l[1] = :z", #""l":{"L":[{"N":"0"},{"S":"z"},{"N":"2"}]}"#),
        ("SET l[9] = :z", #""l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"S":"z"}]}"#),
        ("SET l[9] = :z, l[8] = :1", #""l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"N":"1"},{"S":"z"}]}"#),
        ("SET l = list_append(l, :l)", #""l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"S":"new"}]}"#),
        ("SET l = list_append(:l, l)", #""l":{"L":[{"S":"new"},{"N":"0"},{"N":"1"},{"N":"2"}]}"#),
        ("SET v = list_append(if_not_exists(v, :e), :l)", #""v":{"L":[{"S":"new"}]}"#),
        ("SET m.b = :z", #""m":{"M":{"a":{"N":"1"},"b":{"S":"z"}}}"#),
        ("SET m.a = m.a + :1", #""m":{"M":{"a":{"N":"2"}}}"#),
        ("SET #w = :m", #""with space":{"M":{"q":{"S":"r"}}}"#),
        ("REMOVE l[0], l[2]", #""l":{"L":[{"N":"1"}]}"#), ("REMOVE l[0], l[1], l[2]", #""l":{"L":[]}"#),
        ("REMOVE m.a", #""m":{"M":{}}"#), ("REMOVE m.nothing", #""m":{"M":{"a":{"N":"1"}}}"#),
        ("REMOVE nothing SET s = :z", #""s":{"S":"z"}"#),
        ("REMOVE l[7]", #""l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]}"#),
        ("ADD n :1", #""n":{"N":"11"}"#), ("ADD v :1", #""v":{"N":"1"}"#),
        ("ADD ss :ss", #""ss":{"SS":["x","y","z"]}"#),
        ("ADD ns :ns", #""ns":{"NS":["1","2"]}"#), ("ADD v :ss", #""v":{"SS":["y","z"]}"#),
        ("ADD m.a :1", #""m":{"M":{"a":{"N":"2"}}}"#), ("DELETE ss :ss", #""ss":{"SS":["x"]}"#),
        ("DELETE ns :ns SET s = :z", #""s":{"S":"z"}"#), ("DELETE v :ss", #""s":{"S":"a"}"#),
        ("SET s = :z REMOVE n ADD v :1 DELETE ss :ss", #""ss":{"SS":["x"]}"#),
    ])
    func `an update changes what it says`(_ update: String, _ expected: String) async throws {
        let desk = try await desk()
        let answer = try await desk.call("UpdateItem", Self.call(update))
        let attributes = try #require(answer["Attributes"])
        #expect(attributes.text.contains(expected))
        let stored = try await desk.call("GetItem", ["TableName": "tab", "Key": ["id": ["S": "1"]]])
        #expect(stored["Item"] == attributes)
    }

    @Test(arguments: ["REMOVE n", "DELETE ss :xy", "DELETE ns :ns"])
    func `what is removed, and a set of which nothing is left, is gone`(_ update: String) async throws {
        let desk = try await desk()
        let answer = try await desk.call("UpdateItem", Self.call(update))
        let name = String(update.split(separator: " ")[1])
        #expect(answer["Attributes"]?.object?.count == 6)
        #expect(answer["Attributes"]?[name] == nil)
    }

    @Test(arguments: [
        ("SET", #"Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET""#),
        ("SET s", #"Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "s""#),
        ("SET s = :z,", #"Invalid UpdateExpression: Syntax error; token: "<EOF>", near: ",""#),
        ("s = :z", #"Invalid UpdateExpression: Syntax error; token: "s", near: "s =""#),
        (
            "SET s = :z SET n = :1",
            #"Invalid UpdateExpression: The "SET" section can only be used once in an update expression;"#
        ),
        (
            "SET m = :m, m.a = :1",
            "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these "
                + "paths; path one: [m], path two: [m, a]"
        ),
        (
            "SET s = :z REMOVE s",
            "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these "
                + "paths; path one: [s], path two: [s]"
        ),
        (
            "SET l[0] = :z REMOVE l.a",
            "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of "
                + "these paths; path one: [l, [0]], path two: [l, a]"
        ),
        ("SET n = v", "The provided expression refers to an attribute that does not exist in the item"),
        ("SET n = v + :1", "The provided expression refers to an attribute that does not exist in the item"),
        ("SET v.a = :1", "The document path provided in the update expression is invalid for update"),
        ("SET s.a = :1", "The document path provided in the update expression is invalid for update"),
        ("SET s[0] = :1", "The document path provided in the update expression is invalid for update"),
        ("REMOVE v.a", "The document path provided in the update expression is invalid for update"),
        ("SET n = s + :1", "An operand in the update expression has an incorrect data type"),
        ("SET l = list_append(s, :l)", "An operand in the update expression has an incorrect data type"),
        ("ADD s :1", "An operand in the update expression has an incorrect data type"),
        ("ADD n :ss", "An operand in the update expression has an incorrect data type"),
        ("DELETE n :ss", "An operand in the update expression has an incorrect data type"),
        (
            "ADD v :z",
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, "
                + "operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND"
        ),
        (
            "DELETE v :1",
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, "
                + "operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND"
        ),
        (
            "SET v = :z + :1",
            "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                + "operator or function: +, operand type: S"
        ),
        (
            "SET v = list_append(:1, :l)",
            "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                + "operator or function: list_append, operand type: N"
        ),
        (
            "SET v = size(s)",
            "Invalid UpdateExpression: The function is not allowed in an update expression; function: size"
        ),
        ("SET v = f(s)", "Invalid UpdateExpression: Invalid function name; function: f"),
        (
            "SET v = if_not_exists(:1, :1)",
            "Invalid UpdateExpression: Operator or function requires a document path; "
                + "operator or function: if_not_exists"
        ),
        (
            "SET v = if_not_exists(v)",
            "Invalid UpdateExpression: Incorrect number of operands for operator or function; "
                + "operator or function: if_not_exists, number of operands: 1"
        ),
        (
            "SET id = :z",
            "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key"
        ),
        (
            "REMOVE id",
            "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key"
        ),
        (
            "SET v = :big + :big",
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        ),
    ])
    func `an update is refused in DynamoDB's words`(_ update: String, _ words: String) async throws {
        let desk = try await desk()
        #expect(try await desk.outcome("UpdateItem", Self.call(update)) == "ValidationException: \(words)")
    }

    @Test(arguments: [
        ("NONE", "null"),
        (
            "ALL_OLD",
            #"{"id":{"S":"1"},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]},"m":{"M":{"a":{"N":"1"}}},"#
                + #""n":{"N":"10"},"ns":{"NS":["1"]},"s":{"S":"a"},"ss":{"SS":["x","y"]}}"#
        ),
        ("UPDATED_OLD", #"{"l":{"L":[{"N":"1"}]},"n":{"N":"10"}}"#),
        ("UPDATED_NEW", #"{"l":{"L":[{"S":"z"}]},"n":{"N":"11"},"v":{"S":"a"}}"#),
    ])
    func `an update answers with what was asked for`(_ shown: String, _ expected: String) async throws {
        let desk = try await desk()
        var call = try #require(try Self.call("SET l[1] = :z, n = n + :1, v = s").object)
        call["ReturnValues"] = .string(shown)
        let answer = try await desk.call("UpdateItem", .object(call))
        #expect((answer["Attributes"] ?? .null).text == expected)
    }

    @Test func `an update of nothing makes an item`() async throws {
        let desk = try await desk()
        let call: JSONValue = ["TableName": "tab", "Key": ["id": ["S": "2"]], "ReturnValues": "ALL_NEW"]
        #expect(try await desk.call("UpdateItem", call).text == #"{"Attributes":{"id":{"S":"2"}}}"#)
    }

    private func desk() async throws -> TableDesk {
        let desk = try TableDesk()
        try await desk.makeTable()
        var item = try #require(try JSONValue.text(Self.item).object)
        item["id"] = ["S": "1"]
        try await desk.put(.object(item))
        return desk
    }

    private static func call(_ update: String) throws -> JSONValue {
        var call: JSONObject = [
            "TableName": "tab", "Key": ["id": ["S": "1"]], "UpdateExpression": .string(update),
            "ReturnValues": "ALL_NEW",
        ]
        let words = update.split { !$0.isLetter && !$0.isNumber && $0 != "#" && $0 != ":" }.map(String.init)
        var values = JSONObject()
        for member in try JSONValue.text(Self.values).object?.members ?? [] where words.contains(member.key) {
            values[member.key] = member.value
        }
        if !values.isEmpty { call["ExpressionAttributeValues"] = .object(values) }
        if words.contains("#w") { call["ExpressionAttributeNames"] = ["#w": "with space"] }
        return .object(call)
    }
}
