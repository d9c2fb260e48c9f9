import HTTP

/// The headers of a request as its signature covers them: names in lower case and in order, values without spare space.
///
/// The fields stay where they are and are lowered as they are written: a request is signed without a string being made.
struct CanonicalHeaders {
    private var fields: [WebHeaders.Field] = []

    /// Takes what may be signed, and the authority of the request where it names no host itself.
    init(_ headers: WebHeaders, host: String) {
        fields.reserveCapacity(headers.fields.count + 1)
        for field in headers.fields where !Self.isNeverSigned(field.name) { insert(field) }
        if headers["host"] == nil { insert(WebHeaders.Field("host", host)) }
    }

    /// Takes those that a signature names, whatever they are, and the authority as their host where none was sent.
    init(named names: [String], of request: WebRequest) {
        for name in names {
            let values = request.headers.all(name)
            for value in values { insert(WebHeaders.Field(name, value)) }
            if values.isEmpty { insert(WebHeaders.Field(name, name == "host" ? request.origin.authority : "")) }
        }
    }

    /// Behind those of the same name, for the values of one name keep the order in which they are sent.
    private mutating func insert(_ field: WebHeaders.Field) {
        let place = fields.lastIndex { !Self.isOrdered(field.name, before: $0.name) }
        fields.insert(field, at: place.map { $0 + 1 } ?? 0)
    }

    /// `name:value` and a newline for each, several values of a name with a comma between them.
    func append(to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if repeatsName(at: index) {
                bytes.append(UInt8(ascii: ","))
            } else {
                if index > 0 { bytes.append(UInt8(ascii: "\n")) }
                Self.appendLowered(field.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
            }
            Self.append(field.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// The names with something between them: `;` in a canonical request, `%3B` in a query.
    func appendNames(separator: StaticString, to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() where !repeatsName(at: index) {
            if index > 0 {
                bytes.append(
                    contentsOf: UnsafeBufferPointer(start: separator.utf8Start, count: separator.utf8CodeUnitCount)
                )
            }
            Self.appendLowered(field.name, to: &bytes)
        }
    }

    private func repeatsName(at index: Int) -> Bool {
        index > 0 && !Self.isOrdered(fields[index - 1].name, before: fields[index].name)
    }

    /// Space at both ends goes, runs of it become one, and a folded line is such a run.
    private static func append(_ value: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: value.utf8)
        let end = bytes.withUnsafeMutableBufferPointer { bytes in
            var end = start
            var hadSpace = false
            for index in start..<bytes.count {
                let byte = bytes[index]
                if isSpace(byte) {
                    hadSpace = true
                    continue
                }
                if hadSpace, end > start {
                    bytes[end] = UInt8(ascii: " ")
                    end += 1
                }
                hadSpace = false
                bytes[end] = byte
                end += 1
            }
            return end
        }
        bytes.removeLast(bytes.count - end)
    }

    private static func appendLowered(_ name: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        bytes.withUnsafeMutableBufferPointer { bytes in
            for index in start..<bytes.count { bytes[index] = lowered(bytes[index]) }
        }
    }

    private static func isOrdered(_ one: String, before other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8) { lowered($0) < lowered($1) }
    }

    private static func isNeverSigned(_ name: String) -> Bool {
        neverSigned.contains { banned in
            banned.count == name.utf8.count && zip(banned, name.utf8).allSatisfy { $0 == lowered($1) }
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }

    /// What a proxy or the connection itself may change, add or drop on the way.
    private static let neverSigned: [[UInt8]] = [
        "authorization", "baggage", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "te", "traceparent", "tracestate", "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ].map { Array($0.utf8) }
}
