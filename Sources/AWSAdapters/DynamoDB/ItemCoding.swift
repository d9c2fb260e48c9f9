import AWSClient
import Ports

/// An item of ours; that a value cannot be one is a fault of ours.
func encode(_ value: some Encodable, _ thing: Thing) throws(PortError) -> Item {
    do {
        return try ItemCodec.encode(value)
    } catch {
        throw .malformed(thing, reason: "\(error)")
    }
}

func decode<Value: Decodable>(_ type: Value.Type, from item: Item, _ thing: Thing) throws(PortError) -> Value {
    do {
        return try ItemCodec.decode(type, from: item)
    } catch {
        throw .malformed(thing, reason: "\(error)")
    }
}
