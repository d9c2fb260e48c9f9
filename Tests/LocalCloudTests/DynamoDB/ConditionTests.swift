import JSON
import Testing

/// What conditions hold of an item, and which are refused, in DynamoDB's words.
struct ConditionTests {
    private static let item = """
        {"id":{"S":"1"},"s":{"S":"hello"},"e":{"S":""},"n":{"N":"10"},"neg":{"N":"-2.5"},"b":{"B":"AAEC"},
        "t":{"BOOL":true},"u":{"NULL":true},"l":{"L":[{"N":"1"},{"S":"two"},{"L":[{"N":"3"}]}]},
        "m":{"M":{"a":{"N":"1"},"b":{"M":{"c":{"S":"deep"}}}}},"ss":{"SS":["x","y"]},"ns":{"NS":["1","2.0"]},
        "bs":{"BS":["AA==","AQ=="]},"same":{"N":"10.0"},"accent":{"S":"e\\u0301"}}
        """

    private static let values = """
        {":s":{"S":"hello"},":he":{"S":"he"},":10":{"N":"1e1"},":9":{"N":"9"},":11":{"N":"11"},":b":{"B":"AAE="},
        ":x":{"S":"x"},":1":{"N":"1.0"},":2":{"N":"2"},":t":{"BOOL":true},":f":{"BOOL":false},":u":{"NULL":true},
        ":ss":{"SS":["y","x"]},":ns":{"NS":["2","1"]},":l":{"L":[{"N":"1"},{"S":"two"},{"L":[{"N":"3.0"}]}]},
        ":m":{"M":{"c":{"S":"deep"}}},":S":{"S":"S"},":N":{"S":"N"},":SS":{"S":"SS"},":two":{"S":"two"},
        ":accent":{"S":"\\u00e9"},":5":{"N":"5"},":0":{"N":"0"},":odd":{"S":"STRING"},":aa":{"B":"AA=="},
        ":neg":{"N":"-3"},":e":{"S":""}}
        """

    @Test(arguments: [
        ("s = :s", true), ("s <> :s", false), ("n = :10", true), ("n = same", true), ("n < :11", true),
        ("n <= :10", true), ("n > :9", true), ("n >= :11", false), ("n < :9", false), ("n = :s", false),
        ("n <> :s", true), ("n < s", false), ("n > s", false), ("absent = :s", false), ("absent <> :s", true),
        ("absent < :s", false), ("neg > :neg", true), ("neg < :0", true), ("b > :b", true), ("t = :t", true),
        ("t = :f", false), ("u = :u", true), ("ss = :ss", true), ("ns = :ns", true), ("l = :l", true),
        ("m.b = :m", true), ("accent = :accent", false), ("e = :e", true),
        ("n BETWEEN :9 AND :11", true), ("n between :10 and :10", true), ("s BETWEEN :he AND :x", true),
        ("NOT n BETWEEN :9 AND :11", false), ("absent BETWEEN :9 AND :11", false), ("n BETWEEN :he AND :x", false),
        (":10 BETWEEN :9 AND n", true), ("s IN (:x, :s)", true), ("s IN (:x)", false), ("n IN (:s, :10)", true),
        ("attribute_exists(s)", true), ("attribute_exists(absent)", false), ("attribute_exists(m.b.c)", true),
        ("attribute_exists(m.b.c.d)", false), ("attribute_exists(l[2][0])", true), ("attribute_exists(l[3])", false),
        ("attribute_not_exists(l[3])", true), ("attribute_not_exists(s)", false), ("attribute_exists(u)", true),
        ("attribute_type(s, :S)", true), ("attribute_type(n, :S)", false), ("attribute_type(ss, :SS)", true),
        ("attribute_type(absent, :S)", false),
        ("begins_with(s, :he)", true), ("begins_with(s, :x)", false), ("begins_with(b, :b)", true),
        ("begins_with(n, :he)", false), ("begins_with(absent, :he)", false),
        ("contains(s, :he)", true), ("contains(s, :x)", false), ("contains(ss, :x)", true), ("contains(ns, :2)", true),
        ("contains(ns, :9)", false), ("contains(l, :1)", true), ("contains(l, :two)", true), ("contains(l, :2)", false),
        ("contains(b, :b)", true), ("contains(bs, :aa)", true), ("contains(m, :s)", false),
        ("contains(n, :1)", false),
        ("size(s) = :5", true), ("size(ss) = :2", true), ("size(l) > :2", true), ("size(m) = :2", true),
        ("size(b) > :2", true), ("size(n) > :0", false), ("size(absent) > :0", false), ("size(e) = :0", true),
        (":2 < size(l)", true), ("size(accent) > :2", true),
        ("s = :s AND n = :10", true), ("s = :x AND n = :10", false), ("s = :x OR n = :10", true),
        ("NOT s = :x", true), ("NOT NOT s = :s", true), ("NOT (s = :x OR n = :9)", true),
        ("s = :x AND n = :9 OR t = :t", true), ("t = :t OR s = :x AND n = :9", true),
        ("(t = :t OR s = :x) AND n = :9", false), ("NOT s = :s OR t = :t", true), ("not s = :s or t = :t", true),
        ("s=:s and(n=:10)", true), ("m.a = :1", true), ("l[0] = :1", true), ("l[2][0] > :2", true),
        ("#m.#b.#c <> :s", true), ("s.a = :s", false), ("l.a = :s", false), ("m[0] = :s", false),
    ])
    func `a condition holds, or does not`(_ condition: String, _ holds: Bool) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        try await desk.put(.text(Self.item))
        let answer = try await desk.call("Scan", Self.scan(condition))
        #expect(answer["Count"]?.int == (holds ? 1 : 0))
    }

    @Test(arguments: [
        ("", "The expression can not be empty;"), ("  ", "The expression can not be empty;"),
        ("s =", #"Syntax error; token: "<EOF>", near: "=""#),
        ("s = :s AND", #"Syntax error; token: "<EOF>", near: "AND""#),
        ("s == :s", #"Syntax error; token: "=", near: "= = :s""#),
        ("s = :s n", #"Syntax error; token: "n", near: ":s n""#),
        ("(s = :s", #"Syntax error; token: "<EOF>", near: ":s""#),
        ("s", #"Syntax error; token: "<EOF>", near: "s""#), ("s ! :s", #"Syntax error; token: "!", near: "! :s""#),
        ("s IN ()", #"Syntax error; token: ")", near: "( )""#),
        ("status = :s", "Attribute name is a reserved keyword; reserved keyword: status"),
        ("m.Name = :s", "Attribute name is a reserved keyword; reserved keyword: Name"),
        (
            "#q = :s",
            "An expression attribute name used in the document path is not defined; attribute name: #q"
        ),
        ("s = :q", "An expression attribute value used in expression is not defined; attribute value: :q"),
        ("exists(s)", "Invalid function name; function: exists"),
        ("Contains(s, :s)", "Invalid function name; function: Contains"),
        (
            "attribute_exists(s, n)",
            "Incorrect number of operands for operator or function; operator or function: attribute_exists, "
                + "number of operands: 2"
        ),
        (
            "begins_with(s)",
            "Incorrect number of operands for operator or function; operator or function: begins_with, "
                + "number of operands: 1"
        ),
        (
            "begins_with(s, :10)",
            "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"
        ),
        (
            "s < :t",
            "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"
        ),
        (
            "s BETWEEN :ss AND :ss",
            "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: SS"
        ),
        (
            "n BETWEEN :11 AND :9",
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                + "lower bound operand: AttributeValue: {N:11}, upper bound operand: AttributeValue: {N:9}"
        ),
        (
            "n BETWEEN :9 AND :s",
            "The BETWEEN operator requires same data type for lower and upper bounds; "
                + "lower bound operand: AttributeValue: {N:9}, upper bound operand: AttributeValue: {S:hello}"
        ),
        (
            "attribute_type(s, :odd)",
            "Invalid attribute type name found; type: STRING, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
        ),
        (
            "attribute_type(s, :10)",
            "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N"
        ),
        (
            "attribute_exists(:s)",
            "Operator or function requires a document path; operator or function: attribute_exists"
        ),
        (
            "size(:s) = :5 AND size(s) = size(:10)",
            "Incorrect operand type for operator or function; operator or function: size, operand type: N"
        ),
        (
            "s = s",
            "The first operand must be distinct from the remaining operands for this operator or function; "
                + "operator: =, first operand: [s]"
        ),
        ("((s = :s))", "The expression has redundant parentheses;"),
        ("attribute_exists(s) = :t", #"Syntax error; token: "=", near: ") = :t""#),
        (
            "if_not_exists(s, :s) = :s",
            "The function is not allowed in a filter expression; function: if_not_exists"
        ),
        ("size(s)", "The function is not allowed to be used this way in an expression; function: size"),
        (
            "s = attribute_exists(s)",
            "The function is not allowed to be used this way in an expression; function: attribute_exists"
        ),
    ])
    func `a condition is refused in DynamoDB's words`(_ condition: String, _ words: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let outcome = try await desk.outcome("Scan", Self.scan(condition))
        #expect(outcome == "ValidationException: Invalid FilterExpression: \(words)")
    }

    @Test func `an expression has its limits`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let deep = String(repeating: "NOT ", count: 1_000) + "s = :s"
        #expect(try await desk.outcome("Scan", Self.scan(deep)).hasPrefix("ValidationException: Invalid FilterExpr"))
        let long = "s = :s" + String(repeating: " ", count: 4_096)
        #expect(try await desk.outcome("Scan", Self.scan(long)).contains("exceeded the maximum allowed size"))
        let many = Array(repeating: "s = :s", count: 200).joined(separator: " OR ")
        #expect(try await desk.outcome("Scan", Self.scan(many)).contains("too many operators"))
        let most = Array(repeating: ":s", count: 101).joined(separator: ",")
        #expect(try await desk.outcome("Scan", Self.scan("s IN (\(most))")).contains("too many operands"))
    }

    /// With those of the names and values that the condition uses.
    private static func scan(_ condition: String) throws -> JSONValue {
        var call: JSONObject = ["TableName": "tab", "FilterExpression": .string(condition)]
        let words = condition.split { !$0.isLetter && !$0.isNumber && $0 != "#" && $0 != ":" }.map(String.init)
        var values = JSONObject()
        for member in try JSONValue.text(Self.values).object?.members ?? [] where words.contains(member.key) {
            values[member.key] = member.value
        }
        if !values.isEmpty { call["ExpressionAttributeValues"] = .object(values) }
        if words.contains("#m") { call["ExpressionAttributeNames"] = ["#m": "m", "#b": "b", "#c": "c"] }
        return .object(call)
    }
}
