/// DynamoDB's items for Codable types.
///
/// A property that is nil is no attribute, as a sparse index wants it, and neither is an empty set, which DynamoDB does
/// not have: an absent attribute decodes as nil, or as the empty set. Sets of texts, numbers or bytes are sets there,
/// written in order; arrays are lists, `[UInt8]` is binary. Integers are exact, a Double is its shortest text, and a
/// property that is an ``AttributeValue`` is kept as it is: so a number may have all the 38 digits of DynamoDB.
package enum ItemCodec {
    package static func encode<Value: Encodable>(_ value: Value) throws(ItemFailure) -> Item {
        let slot = ItemSlot()
        do {
            try slot.encode(value)
            guard case .map(let attributes)? = try slot.attribute() else { throw ItemFailure(.notAnItem, at: []) }
            return Item(attributes)
        } catch {
            throw ItemFailure(error)
        }
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from item: Item) throws(ItemFailure) -> Value {
        do {
            return try ItemDecoder(value: .map(item.attributes), codingPath: []).read(type)
        } catch {
            throw ItemFailure(error)
        }
    }
}
