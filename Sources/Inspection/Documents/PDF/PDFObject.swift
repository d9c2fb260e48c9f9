/// A numbered value, and where its stream begins if it has one.
struct PDFObject {
    let number: Int
    let value: PDFValue
    let contents: Int64?

    init(number: Int, value: PDFValue, contents: Int64?) {
        self.number = number
        self.value = value
        self.contents = contents
    }

    /// `place` is where the bytes begin in the file.
    init?(_ bytes: Bytes, at place: Int64) {
        var parser = PDFParser(bytes)
        guard let number = parser.integer(), parser.integer() != nil, parser.skip("obj"), let value = parser.value()
        else {
            return nil
        }
        self.number = number
        self.value = value
        guard parser.skip("stream") else {
            contents = nil
            return
        }
        // A line ends with a line feed, with or without a carriage return before it.
        if bytes[parser.position] == 0x0d { parser.position += 1 }
        if bytes[parser.position] == 0x0a { parser.position += 1 }
        contents = place + Int64(parser.position)
    }

    /// The number of an object whose ` obj` is there, and where its digits begin.
    static func number(before mark: Int, in bytes: Bytes) -> (number: Int, start: Int)? {
        var start = mark
        var spaces = 0
        while let byte = bytes[start - 1], mark - start < 20 {
            if byte == 0x20, spaces == 0 {
                spaces = 1
            } else if !(0x30...0x39).contains(byte) {
                break
            }
            start -= 1
        }
        var parser = PDFParser(bytes, at: start)
        return parser.integer().map { ($0, start) }
    }
}

/// Objects that share one compressed stream (ISO 32000-1 7.5.7).
struct PDFPackedObjects {
    private let data: Bytes
    private let places: [(number: Int, offset: Int)]
    private let first: Int

    init?(_ dictionary: PDFValue, _ data: Bytes) {
        guard let count = dictionary["N"]?.int, let first = dictionary["First"]?.int, count <= 10_000 else {
            return nil
        }
        self.data = data
        self.first = first
        var parser = PDFParser(data)
        var places: [(number: Int, offset: Int)] = []
        for _ in 0..<count {
            guard let number = parser.integer(), let offset = parser.integer() else { break }
            places.append((number, offset))
        }
        self.places = places
    }

    func value(_ number: Int, index: Int) -> PDFValue? {
        guard places.indices.contains(index), places[index].number == number, first < data.count,
            places[index].offset < data.count
        else { return nil }
        var parser = PDFParser(data, at: first + places[index].offset)
        return parser.value()
    }
}
