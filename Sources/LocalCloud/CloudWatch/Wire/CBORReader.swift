import JSON

/// What is wrong with a text of CBOR.
enum CBORFault: Error, Equatable {
    case endsEarly
    case tooDeep
    case hasMore(bytes: Int)
    /// Valid or not, no request has it: a byte string, a simple value, a key that is no text.
    case unknown(UInt8)
    case notText
}

/// Reads CBOR (RFC 8949) as far as JSON can say it; a time (tag 1) is its seconds.
struct CBORReader {
    private let bytes: [UInt8]
    private var place = 0

    /// No request of CloudWatch's goes deeper than eight.
    private static let deepest = 32

    static func value(of bytes: [UInt8]) throws(CBORFault) -> JSONValue {
        var reader = CBORReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        guard reader.place == bytes.count else { throw .hasMore(bytes: bytes.count - reader.place) }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value(depth: Int) throws(CBORFault) -> JSONValue {
        guard depth < Self.deepest else { throw .tooDeep }
        let head = try byte()
        let (major, info) = (head >> 5, head & 0x1F)
        switch major {
        case 0: return .number(JSONNumber(try count(info, head)))
        case 1: return negative(try count(info, head))
        case 3: return .string(try text(info, head, depth: depth))
        case 4: return .array(try elements(info, head, depth: depth))
        case 5: return .object(try members(info, head, depth: depth))
        case 6:
            // Only a time is tagged; of the rest nobody here knows what it would mean.
            guard try count(info, head) == 1 else { throw .unknown(head) }
            return try value(depth: depth + 1)
        case 7: return try simple(info, head)
        case _: throw .unknown(head)
        }
    }

    private mutating func elements(_ info: UInt8, _ head: UInt8, depth: Int) throws(CBORFault) -> [JSONValue] {
        var values: [JSONValue] = []
        if info == 31 {
            while !(try isBreak()) { values.append(try value(depth: depth + 1)) }
            return values
        }
        // An element is at least a byte, so that a count without them reserves nothing.
        for _ in 0..<(try bounded(try count(info, head))) { values.append(try value(depth: depth + 1)) }
        return values
    }

    private mutating func members(_ info: UInt8, _ head: UInt8, depth: Int) throws(CBORFault) -> JSONObject {
        var members: [(String, JSONValue)] = []
        var rest = info == 31 ? nil : try bounded(try count(info, head))
        while true {
            if let left = rest {
                guard left > 0 else { break }
                rest = left - 1
            } else if try isBreak() {
                break
            }
            let head = try byte()
            guard head >> 5 == 3 else { throw .unknown(head) }
            let key = try text(head & 0x1F, head, depth: depth)
            members.append((key, try value(depth: depth + 1)))
        }
        return JSONObject(members)
    }

    private mutating func text(_ info: UInt8, _ head: UInt8, depth: Int) throws(CBORFault) -> String {
        var text: [UInt8] = []
        if info == 31 {
            while !(try isBreak()) {
                let head = try byte()
                guard head >> 5 == 3, head & 0x1F != 31 else { throw .unknown(head) }
                text += try take(try count(head & 0x1F, head))
            }
        } else {
            text = Array(try take(try count(info, head)))
        }
        guard let valid = String(validating: text, as: UTF8.self) else { throw .notText }
        return valid
    }

    private mutating func simple(_ info: UInt8, _ head: UInt8) throws(CBORFault) -> JSONValue {
        switch info {
        case 20: return false
        case 21: return true
        case 22, 23: return .null
        case 25: return .double(Double(Float16(bitPattern: UInt16(try number(2)))))
        case 26: return .double(Double(Float(bitPattern: UInt32(try number(4)))))
        case 27: return .double(Double(bitPattern: try number(8)))
        case _: throw .unknown(head)
        }
    }

    private func negative(_ count: UInt64) -> JSONValue {
        Int64(exactly: count).map { .number(JSONNumber(-1 - $0)) } ?? .double(-1 - Double(count))
    }

    /// What the head counts: in itself, or in the bytes that follow.
    private mutating func count(_ info: UInt8, _ head: UInt8) throws(CBORFault) -> UInt64 {
        switch info {
        case 0..<24: UInt64(info)
        case 24: try number(1)
        case 25: try number(2)
        case 26: try number(4)
        case 27: try number(8)
        case _: throw .unknown(head)
        }
    }

    private mutating func number(_ size: UInt64) throws(CBORFault) -> UInt64 {
        try take(size).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func bounded(_ count: UInt64) throws(CBORFault) -> Int {
        guard count <= UInt64(bytes.count - place) else { throw .endsEarly }
        return Int(count)
    }

    private mutating func take(_ count: UInt64) throws(CBORFault) -> ArraySlice<UInt8> {
        let count = try bounded(count)
        defer { place += count }
        return bytes[place..<(place + count)]
    }

    private mutating func byte() throws(CBORFault) -> UInt8 {
        guard place < bytes.count else { throw .endsEarly }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func isBreak() throws(CBORFault) -> Bool {
        guard place < bytes.count else { throw .endsEarly }
        guard bytes[place] == 0xFF else { return false }
        place += 1
        return true
    }
}
