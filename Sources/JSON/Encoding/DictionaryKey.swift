/// Recognises the object that a Dictionary encodes, which alone has no order of its own.
enum DictionaryKey {
    static func isKey(_ type: any CodingKey.Type) -> Bool {
        ObjectIdentifier(type) == identifier
    }

    /// The standard library's coding key for dictionaries, which has no public name: found by encoding one.
    private static let identifier: ObjectIdentifier? = {
        let probe = Probe()
        do {
            try [String: Int]().encode(to: probe)
        } catch {
            return nil
        }
        return probe.seen
    }()
}

/// Notes which type of key it is asked for, and writes nothing of use.
private final class Probe: Encoder {
    private(set) var seen: ObjectIdentifier?
    private let draft = Draft(style: .compact)

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        seen = ObjectIdentifier(type)
        return KeyedEncodingContainer(KeyedDraft<Key>(draft, object: Draft.root))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedDraft(draft, at: Draft.root)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        DraftEncoder(draft: draft, slot: Draft.root)
    }
}
