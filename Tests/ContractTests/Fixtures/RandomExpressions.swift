import JSON
import Time

/// Items and expressions as they may come, sound ones mostly: the same for the same seed.
struct RandomExpressions {
    private let random: any RandomSource
    /// What the placeholders of the expressions so far stand for.
    private(set) var values = JSONObject()

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    private func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

    private func one<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    func item() -> JSONObject {
        var item: JSONObject = ["id": ["S": "1"]]
        for name in ["a", "b", "c", "d"] where below(4) > 0 { item[name] = value(depth: 0) }
        return item
    }

    private func value(depth: Int) -> JSONValue {
        switch below(depth < 2 ? 9 : 5) {
        case 0, 1: ["N": .string(one(["0", "1", "2", "10", "-3", "0.5", "100"]))]
        case 2: ["S": .string(one(["a", "ab", "b", "abc", "x"]))]
        case 3: ["BOOL": .bool(below(2) == 0)]
        case 4: one([["NULL": true], ["B": "AQI="], ["B": "AQ=="]])
        case 5: ["SS": .array(one([["a"], ["a", "b"], ["b", "x"]]))]
        case 6: ["NS": .array(one([["1"], ["1", "2"], ["0.5", "10"]]))]
        case 7: ["L": .array((0..<below(4)).map { _ in value(depth: depth + 1) })]
        default: ["M": ["a": value(depth: depth + 1), "b": value(depth: depth + 1)]]
        }
    }

    private mutating func placeholder(_ value: JSONValue) -> String {
        let name = ":v\(values.count)"
        values[name] = value
        return name
    }

    private func path() -> String {
        one(["a", "b", "c", "d"]) + one(["", "", "", "", ".a", ".b", "[0]", "[1]", ".a.b", "[0][0]"])
    }

    mutating func condition(depth: Int = 0) -> String {
        switch below(depth < 2 ? 12 : 8) {
        case 0, 1: "\(path()) \(one(["=", "<>"])) \(placeholder(value(depth: 1)))"
        case 2: "\(path()) \(one(["<", "<=", ">", ">="])) \(placeholder(ordered()))"
        case 3: "\(one(["attribute_exists", "attribute_not_exists"]))(\(path()))"
        case 4: "size(\(path())) \(one(["=", "<", ">"])) \(placeholder(["N": .string("\(below(4))")]))"
        case 5: "begins_with(\(path()), \(placeholder(["S": .string(one(["a", "ab", "x"]))])))"
        case 6: "contains(\(path()), \(placeholder(ordered())))"
        case 7: "\(path()) IN (\(placeholder(ordered())), \(placeholder(ordered())))"
        case 8: "NOT \(condition(depth: depth + 1))"
        case 9: "(\(condition(depth: depth + 1)) OR \(condition(depth: depth + 1)))"
        case 10: "\(condition(depth: depth + 1)) AND \(condition(depth: depth + 1))"
        default: "attribute_type(\(path()), \(placeholder(["S": .string(one(["S", "N", "L", "M", "SS", "BOOL"]))])))"
        }
    }

    private func ordered() -> JSONValue {
        one([["N": .string(one(["1", "2", "10", "0.5"]))], ["S": .string(one(["a", "ab", "b"]))], ["B": "AQ=="]])
    }

    /// Of top-level attributes, each spoken of once.
    mutating func update() -> String {
        var clauses: [String] = []
        var names = ["a", "b", "c", "d"].filter { _ in below(3) > 0 }
        if names.isEmpty { names = ["a"] }
        for kind in ["SET", "REMOVE", "ADD", "DELETE"] {
            let mine = kind == "DELETE" ? names : names.filter { _ in below(2) == 0 }
            names.removeAll { mine.contains($0) }
            if !mine.isEmpty { clauses.append("\(kind) " + mine.map { action(kind, $0) }.joined(separator: ", ")) }
        }
        return clauses.joined(separator: " ")
    }

    private mutating func action(_ kind: String, _ name: String) -> String {
        switch kind {
        case "SET": "\(name)\(one(["", "", ".a", "[0]", "[5]"])) = \(term())"
        case "REMOVE": name + one(["", "", ".a", "[0]", "[1]"])
        case "ADD": "\(name) \(placeholder(one([["N": "1"], ["SS": ["a", "c"]], ["NS": ["1", "3"]]])))"
        default: "\(name) \(placeholder(one([["SS": ["a"]], ["NS": ["1"]], ["SS": ["a", "b"]]])))"
        }
    }

    private mutating func term() -> String {
        switch below(6) {
        case 0, 1: placeholder(value(depth: 1))
        case 2: path()
        case 3: "\(path()) \(one(["+", "-"])) \(placeholder(["N": .string(one(["1", "0.5", "-7"]))]))"
        case 4: "if_not_exists(\(path()), \(placeholder(value(depth: 1))))"
        default: "list_append(\(path()), \(placeholder(["L": [["N": "1"]]])))"
        }
    }
}
