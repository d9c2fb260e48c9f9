/// Fields such as `Name: value`, with values that may go on in the next line (RFC 5322 2.2).
struct HeaderFields {
    private(set) var fields: [(name: String, value: Bytes)] = []
    /// Where the text begins that follows them.
    private(set) var end = 0

    private static let most = 200
    private static let longest = 16 << 10

    init(_ bytes: Bytes, from start: Int = 0) {
        var position = start
        var name = ""
        var value: [UInt8] = []
        func close(_ fields: inout [(name: String, value: Bytes)]) {
            if !name.isEmpty, fields.count < HeaderFields.most { fields.append((name, Bytes(value))) }
        }
        while position < bytes.count {
            var line = bytes.line(at: position)
            position += line.count + 1
            if line[line.count - 1] == 0x0d { line = line[from: 0, upTo: line.count - 1] }
            guard let first = line[0] else { break }
            if first == 0x20 || first == 0x09 {
                if value.count + line.count < HeaderFields.longest { value += line }
                continue
            }
            close(&fields)
            guard let colon = line.firstIndex(of: ":") else {
                name = ""
                continue
            }
            name = TextDecoding.latin1(line[from: 0, upTo: min(colon, 100)]).lowercased()
            value = line[from: colon + 1, upTo: HeaderFields.longest].array
        }
        close(&fields)
        end = min(position, bytes.count)
    }

    /// The first of a name, which is in lower case here.
    func bytes(_ name: String) -> Bytes? { fields.first { $0.name == name }?.value }

    subscript(name: String) -> String? { bytes(name).map { CleanText(TextDecoding.guess($0)).text } }
}
