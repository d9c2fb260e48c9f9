/// The order of keys that every object of JavaScript has.
enum ArrayIndex {
    /// The key as an array index, if it is spelled as one: 0 to 2^32 - 2, no sign, no leading zero.
    static func of(_ key: some Collection<UInt8>) -> UInt32? {
        guard (1...10).contains(key.count), key.first != UInt8(ascii: "0") || key.count == 1 else { return nil }
        var index: UInt64 = 0
        for byte in key {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            index = index * 10 + UInt64(byte - UInt8(ascii: "0"))
        }
        return index < UInt64(UInt32.max) ? UInt32(index) : nil
    }
}

extension JSONObject {
    /// The members as JavaScript would list them: array indices first and ascending, then the others as written.
    var javaScriptOrder: [Member] {
        guard members.contains(where: { ArrayIndex.of($0.key.utf8) != nil }) else { return members }
        var indexed: [(UInt32, Member)] = []
        var others: [Member] = []
        for member in members {
            if let index = ArrayIndex.of(member.key.utf8) {
                indexed.append((index, member))
            } else {
                others.append(member)
            }
        }
        return indexed.sorted { $0.0 < $1.0 }.map(\.1) + others
    }
}
