import AWSClient

/// What must hold for a write to be made, with the values that it speaks of.
///
/// Names are written `#name` wherever they stand, for many of ours are words that DynamoDB reserves.
struct Condition: Sendable {
    let text: String?
    let values: [String: AttributeValue]

    static let always = Condition(text: nil, values: [:])

    init(_ text: String, _ values: [String: AttributeValue] = [:]) {
        self.init(text: text, values: values)
    }

    private init(text: String?, values: [String: AttributeValue]) {
        self.text = text
        self.values = values
    }

    /// A condition that fails tells the item as it is: that is how a write finds out that it was made already.
    var expressions: Expressions {
        Expressions(
            conditionExpression: text,
            expressionAttributeNames: text.flatMap { names(in: $0) },
            expressionAttributeValues: values.isEmpty ? nil : values,
            returnValuesOnConditionCheckFailure: text == nil ? nil : .allOld
        )
    }
}

/// What a write does to an item.
struct Change: Sendable {
    let expression: String
    let values: [String: AttributeValue]

    init(_ expression: String, _ values: [String: AttributeValue] = [:]) {
        self.expression = expression
        self.values = values
    }

    /// Sets what an item holds and removes what, of all that is ours, it does not; what others wrote beside it stays.
    ///
    /// So two versions of a function can work on the same items while one takes the other's place.
    init(setting item: Item, of known: [String]) {
        let set = item.attributes.keys.sorted()
        let removed = known.filter { item[$0] == nil }.sorted()
        let sets = set.isEmpty ? "" : "SET " + set.map { "#\($0) = :\($0)" }.joined(separator: ", ")
        let removes = removed.isEmpty ? "" : " REMOVE " + removed.map { "#\($0)" }.joined(separator: ", ")
        self.init(sets + removes, Dictionary(uniqueKeysWithValues: item.attributes.map { (":\($0.key)", $0.value) }))
    }
}

extension Expressions {
    func and(_ change: Change) -> Expressions {
        var both = self
        both.expressionAttributeNames = union(expressionAttributeNames, names(in: change.expression))
        both.expressionAttributeValues = union(expressionAttributeValues, change.values)
        return both
    }

    /// Nil for nothing: DynamoDB refuses a map that is empty.
    private func union<Value>(_ one: [String: Value]?, _ two: [String: Value]?) -> [String: Value]? {
        let both = (one ?? [:]).merging(two ?? [:]) { $1 }
        return both.isEmpty ? nil : both
    }
}

/// What each `#name` of an expression stands for: itself.
func names(in expression: String) -> [String: String]? {
    var names: [String: String] = [:]
    for part in expression.split(separator: "#", omittingEmptySubsequences: false).dropFirst() {
        let name = String(part.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        names["#\(name)"] = name
    }
    return names.isEmpty ? nil : names
}
