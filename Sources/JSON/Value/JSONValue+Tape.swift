extension Tape {
    /// The value as a tree; it goes as deep as the reader's limit allows, and no deeper.
    func value(at index: Int) -> JSONValue {
        let node = nodes[index]
        switch node.kind {
        case .null: return .null
        case .false: return .bool(false)
        case .true: return .bool(true)
        case .integer: return .number(JSONNumber(Int64(bitPattern: node.payload)))
        case .unsigned: return .number(JSONNumber(node.payload))
        case .double: return .number(JSONNumber(finite: Double(bitPattern: node.payload)))
        case .plain, .escaped: return .string(string(at: index))
        case .array: return .array(elements(of: index))
        case .object: return .object(object(at: index))
        }
    }

    private func elements(of array: Int) -> [JSONValue] {
        var elements: [JSONValue] = []
        elements.reserveCapacity(nodes[array].high)
        var index = array + 1
        while index < nodes[array].low {
            elements.append(value(at: index))
            index = next(after: index)
        }
        return elements
    }

    func object(at object: Int) -> JSONObject {
        var members: [JSONObject.Member] = []
        var index = object + 1
        while index < nodes[object].low {
            members.append(JSONObject.Member(key: string(at: index), value: value(at: index + 1)))
            index = next(after: index + 1)
        }
        return JSONObject(unchecked: members)
    }
}

extension Tape {
    /// Lays out a tree as if it had been read, so that a type can be decoded from it.
    convenience init(_ value: JSONValue, limits: JSONLimits) throws(JSONError) {
        var layout = Layout(depth: limits.depth)
        try layout.add(value, depth: 0)
        self.init(characters: layout.characters, nodes: layout.nodes)
    }
}

private struct Layout {
    var characters: [UInt8] = []
    var nodes: [Node] = []
    let depth: Int

    init(depth: Int) {
        self.depth = depth
    }

    mutating func add(_ value: JSONValue, depth: Int) throws(JSONError) {
        switch value {
        case .null: nodes.append(Node(.null, at: 0))
        case .bool(let value): nodes.append(Node(value ? .true : .false, at: 0))
        case .number(let number):
            switch number.storage {
            case .integer(let value): nodes.append(Node(.integer, at: 0, payload: UInt64(bitPattern: value)))
            case .unsigned(let value): nodes.append(Node(.unsigned, at: 0, payload: value))
            case .double(let value): nodes.append(Node(.double, at: 0, payload: value.bitPattern))
            }
        case .string(let string): try add(string)
        case .array(let elements):
            let array = try begin(.array, depth: depth)
            for element in elements { try add(element, depth: depth + 1) }
            nodes[array].high = elements.count
            nodes[array].low = nodes.count
        case .object(let object):
            let index = try begin(.object, depth: depth)
            for member in object.members {
                try add(member.key)
                try add(member.value, depth: depth + 1)
            }
            nodes[index].high = index + 1
            nodes[index].low = nodes.count
        }
    }

    private mutating func begin(_ kind: Node.Kind, depth: Int) throws(JSONError) -> Int {
        guard depth < self.depth else { throw JSONError(.tooDeep(limit: self.depth)) }
        nodes.append(Node(kind, at: 0))
        return nodes.count - 1
    }

    private mutating func add(_ string: String) throws(JSONError) {
        let low = characters.count
        characters.append(contentsOf: string.utf8)
        guard characters.count <= JSONLimits.addressable else {
            throw JSONError(.tooLong(limit: JSONLimits.addressable))
        }
        nodes.append(Node(.plain, at: 0, payload: UInt64(low) | UInt64(characters.count) << 32))
    }
}
