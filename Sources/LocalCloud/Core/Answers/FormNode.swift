import JSON

/// The fields of a form as the tree that their dotted names are.
struct FormNode {
    private var value: String?
    /// In the order of their coming; what is counted has numbers for names.
    private var children: [(name: Substring, node: FormNode)] = []
    private var places: [Substring: Int] = [:]

    /// The deepest name of SQS has six parts, and of CloudWatch nine.
    private static let deepest = 10

    mutating func add(_ path: ArraySlice<Substring>, _ value: String) throws(ServiceFault) {
        guard path.count <= Self.deepest else { throw .invalidParameter("The name of a parameter has too many parts.") }
        guard let name = path.first else {
            self.value = value
            return
        }
        let place = places[name] ?? children.count
        if place == children.count {
            places[name] = place
            children.append((name, FormNode()))
        }
        try children[place].node.add(path.dropFirst(), value)
    }

    /// The members of an operation's request, or of an entry of it.
    func object(of action: String) -> JSONObject {
        var object = JSONObject()
        for child in children {
            let name = String(child.name)
            switch name {
            case "Attribute", "MessageAttribute", "MessageSystemAttribute":
                object["\(name)s"] = .object(child.node.map(key: "Name"))
            case "Tag": object[action == "CreateQueue" ? "tags" : "Tags"] = .object(child.node.map(key: "Key"))
            case "AttributeName", "MessageAttributeName", "MessageSystemAttributeName", "TagKey":
                object["\(name)s"] = .array(child.node.elements.map { .string($0.value ?? "") })
            case "\(action)RequestEntry":
                object["Entries"] = .array(child.node.elements.map { .object($0.object(of: action)) })
            default: object[name] = child.node.scalar(name)
            }
        }
        return object
    }

    private func scalar(_ name: String) -> JSONValue {
        let text = value ?? ""
        return Self.numbers.contains(name) ? Int(text).map(JSONValue.integer) ?? .string(text) : .string(text)
    }

    private static let numbers: Set<String> = [
        "DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds", "MaxResults",
        "MaxNumberOfMessagesPerSecond",
    ]

    /// By their numbers, whatever order they came in; a list's name without a number is a list of one.
    private var elements: [FormNode] {
        if children.isEmpty { return value.map { _ in [self] } ?? [] }
        let numbered = children.compactMap { child in Int(child.name).map { ($0, child.node) } }
        return numbered.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func map(key: Substring) -> JSONObject {
        JSONObject(elements.map { ($0.child(key)?.value ?? "", $0.child("Value")?.mapped ?? .string("")) })
    }

    /// A text, or a message attribute's fields.
    private var mapped: JSONValue {
        children.isEmpty ? .string(value ?? "") : .object(object(of: ""))
    }

    /// As SNS writes its forms: `Tags.member.1` is a list, `Attributes.entry.1.key` a map, all else is what it is.
    var document: JSONValue {
        if let list = child("member") { return .array(list.elements.map(\.document)) }
        if let map = child("entry") {
            let entries = map.elements.map { entry in
                let key = entry.child("key") ?? entry.child("Name")
                let value = entry.child("value") ?? entry.child("Value")
                return (key?.value ?? "", value?.document ?? .string(""))
            }
            return .object(JSONObject(entries))
        }
        if children.isEmpty { return .string(value ?? "") }
        return .object(JSONObject(children.map { (String($0.name), $0.node.document) }))
    }

    private func child(_ name: Substring) -> FormNode? { places[name].map { children[$0].node } }
}
