/// The place of one value in an item that is being made.
///
/// Codable never says when a container is complete, so places hold places until all is written.
final class ItemSlot {
    private enum Content {
        case pending
        case value(AttributeValue)
        /// Nil, which is no attribute, and in a list a null.
        case absent
        /// No attribute either, and in a list an error.
        case emptySet
        case map([String: ItemSlot])
        case list([ItemSlot])
        case refused(ItemFailure.Reason)
    }

    private var content = Content.pending
    let path: [any CodingKey]

    init(path: [any CodingKey] = []) {
        self.path = path
    }

    /// The number of elements so far.
    var count: Int {
        guard case .list(let slots) = content else { return 0 }
        return slots.count
    }

    /// Makes the place a map; a type and its superclass may both ask for the same one.
    func openMap() {
        if case .map = content { return }
        open(.map([:]))
    }

    func openList() {
        if case .list = content { return }
        open(.list([]))
    }

    private func open(_ container: Content) {
        put(path.count <= AttributeValue.deepest ? container : .refused(.tooDeep(limit: AttributeValue.deepest)))
    }

    /// A place for a member; what is written to one that was refused goes nowhere.
    func member(_ key: any CodingKey) -> ItemSlot {
        let slot = ItemSlot(path: path + [key])
        guard case .map(var slots) = content else { return slot }
        content = .pending
        slots[key.stringValue] = slot
        content = .map(slots)
        return slot
    }

    func element() -> ItemSlot {
        guard case .list(var slots) = content else { return ItemSlot(path: path) }
        let slot = ItemSlot(path: path + [AttributeKey(slots.count)])
        content = .pending
        slots.append(slot)
        content = .list(slots)
        return slot
    }

    func encodeNil() {
        put(.absent)
    }

    func encode<T: Encodable>(_ value: T) throws {
        if let known = try known(value) { return put(.value(known)) }
        if let set = value as? any EncodableSet {
            return put(try set.attribute(at: path).map(Content.value) ?? .emptySet)
        }
        // A type within the deepest list may still be a text or a number.
        guard path.count <= AttributeValue.deepest + 1 else {
            throw ItemFailure(.tooDeep(limit: AttributeValue.deepest), at: path)
        }
        try value.encode(to: ItemEncoder(slot: self))
    }

    private func put(_ new: Content) {
        switch content {
        case .pending: content = new
        case .refused: break
        case .value, .absent, .emptySet, .map, .list: content = .refused(.encodedTwice)
        }
    }

    /// The value once all is written; nil where there is to be no attribute.
    func attribute() throws(ItemFailure) -> AttributeValue? {
        switch content {
        case .pending: throw ItemFailure(.nothingEncoded, at: path)
        case .refused(let reason): throw ItemFailure(reason, at: path)
        case .value(let value): return value
        case .absent, .emptySet: return nil
        case .map(let slots):
            var map: [String: AttributeValue] = [:]
            // In order, so that of two errors it is always the same that is told.
            for (name, slot) in slots.sorted(by: { $0.key < $1.key }) { map[name] = try slot.attribute() }
            return .map(map)
        case .list(let slots):
            var list: [AttributeValue] = []
            for slot in slots {
                if case .emptySet = slot.content { throw ItemFailure(.emptySetInList, at: slot.path) }
                list.append(try slot.attribute() ?? .null)
            }
            return .list(list)
        }
    }
}

extension ItemSlot {
    /// The value of a type that DynamoDB has; nil for all others.
    private func known<T: Encodable>(_ value: T) throws(ItemFailure) -> AttributeValue? {
        if T.self == [UInt8].self, let bytes = value as? [UInt8] { return .binary(bytes) }
        switch value {
        case let text as String: return .string(text)
        case let bool as Bool: return .bool(bool)
        case let integer as any BinaryInteger: return .number("\(integer)")
        case let number as Double: return try self.number(number, text: "\(number)")
        case let number as Float: return try self.number(Double(number), text: "\(number)")
        case let attribute as AttributeValue: return attribute
        default: return nil
        }
    }

    private func number(_ number: Double, text: String) throws(ItemFailure) -> AttributeValue {
        guard number == 0 || (1e-130..<1e126).contains(number.magnitude) else {
            throw ItemFailure(.numberOutOfRange, at: path)
        }
        return .number(text)
    }
}
