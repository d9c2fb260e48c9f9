import Ports

/// Finds the objects of a document by their numbers.
struct PDFObjects {
    private let file: FileReader
    private(set) var trailer: PDFValue = .dictionary([:])
    private var references: [PDFCrossReferences] = []
    /// Of a document whose own table is broken, where all of it is at hand.
    private var found: [Int: Int64] = [:]
    private var packed: [Int: PDFPackedObjects] = [:]
    private(set) var isDamaged = false

    /// As much of one object as is read at first: nearly all are smaller.
    private static let object = 4 << 10
    private static let table = 8 << 10

    init(_ file: FileReader) async throws(PortError) {
        self.file = file
        let (_, tail) = try await file.tail()
        var next: Int?
        if let mark = tail.lastIndex(of: "startxref") {
            var parser = PDFParser(tail, at: mark + 9)
            next = parser.integer()
        }
        var seen: Set<Int> = []
        while let place = next, seen.count < InspectionLimits.links, seen.insert(place).inserted {
            guard let dictionary = try await section(at: Int64(place)) else { break }
            if seen.count == 1 { trailer = dictionary }
            if let hybrid = dictionary["XRefStm"]?.int, seen.insert(hybrid).inserted {
                _ = try await section(at: Int64(hybrid))
            }
            next = dictionary["Prev"]?.int
        }
        if trailer["Root"] == nil { rebuild() }
    }

    /// One list of places; its dictionary is the trailer of that revision.
    private mutating func section(at place: Int64) async throws(PortError) -> PDFValue? {
        let bytes = try await file.bytes(at: place, upTo: PDFObjects.table)
        var parser = PDFParser(bytes)
        guard parser.skip("xref") else { return try await stream(at: place) }
        var table = PDFCrossReferences.Table()
        var start = place
        var parts = 0
        while !parser.skip("trailer") {
            parts += 1
            guard parts <= InspectionLimits.links, let first = parser.integer(), let count = parser.integer() else {
                return nil
            }
            parser.skipSpace()
            let begin = start + Int64(parser.position)
            table.parts.append(PDFCrossReferences.Table.Part(first: first, count: count, start: begin))
            guard count < 1 << 32 else { return nil }
            start = begin + Int64(count) * 20
            parser = PDFParser(try await file.bytes(at: start, upTo: PDFObjects.table))
        }
        references.append(.table(table))
        return parser.value()
    }

    private mutating func stream(at place: Int64) async throws(PortError) -> PDFValue? {
        guard let object = try await object(at: place), let data = try await contents(of: object),
            let stream = PDFCrossReferences.Stream(object.value, data)
        else { return nil }
        references.append(.stream(stream))
        return object.value
    }

    /// The value itself, or what it refers to.
    mutating func resolve(_ value: PDFValue?) async throws(PortError) -> PDFValue? {
        guard case .reference(let number)? = value else { return value }
        guard let object = try await object(number) else { return nil }
        // A reference to a reference is not worth following.
        if case .reference = object.value { return nil }
        return object.value
    }

    private mutating func object(_ number: Int) async throws(PortError) -> PDFObject? {
        if let place = found[number] { return try await object(at: place) }
        switch try await place(of: number) {
        case .offset(let offset):
            let object = try await object(at: offset)
            return object?.number == number ? object : nil
        case .packed(let stream, let index):
            if packed[stream] == nil {
                guard case .offset(let offset)? = try await place(of: stream),
                    let object = try await object(at: offset), let data = try await contents(of: object)
                else { return nil }
                packed[stream] = PDFPackedObjects(object.value, data)
            }
            return packed[stream]?.value(number, index: index).map {
                PDFObject(number: number, value: $0, contents: nil)
            }
        case .unused, nil: return nil
        }
    }

    private func place(of number: Int) async throws(PortError) -> PDFCrossReferences.Place? {
        for reference in references {
            switch reference {
            case .stream(let stream):
                if let place = stream.place(of: number) { return place }
            case .table(let table):
                guard let place = table.place(of: number) else { continue }
                guard let line = try await file.bytes(at: place, count: 18) else { return nil }
                var parser = PDFParser(line)
                guard let offset = parser.integer(), parser.integer() != nil else { return nil }
                if parser.skip("n") { return .offset(Int64(offset)) }
            }
        }
        return nil
    }

    private func object(at place: Int64) async throws(PortError) -> PDFObject? {
        let bytes = try await file.bytes(at: place, upTo: PDFObjects.object)
        if let object = PDFObject(bytes, at: place) { return object }
        guard bytes.count == PDFObjects.object else { return nil }
        return PDFObject(try await file.bytes(at: place, upTo: 16 * PDFObjects.object), at: place)
    }

    /// The decoded bytes of a stream.
    private mutating func contents(of object: PDFObject) async throws(PortError) -> Bytes? {
        guard let start = object.contents else { return nil }
        var length = object.value["Length"]?.int
        if case .reference(let number)? = object.value["Length"],
            case .offset(let offset)? = try await place(of: number)
        {
            length = try await self.object(at: offset)?.value.int
        }
        guard let length, length <= InspectionLimits.inflated else { return nil }
        return PDFFilter.decode(try await file.bytes(at: start, upTo: length), object.value)
    }

    /// Looks for objects where the document does not say where they are.
    private mutating func rebuild() {
        isDamaged = true
        guard file.isWhole else { return }
        let head = file.head
        var position = 0
        while let mark = head.firstIndex(of: " obj", from: position), found.count < InspectionLimits.members {
            if let (number, start) = PDFObject.number(before: mark, in: head) { found[number] = Int64(start) }
            position = mark + 4
        }
        position = 0
        for _ in 0..<InspectionLimits.links {
            guard let mark = head.firstIndex(of: "trailer", from: position) else { return }
            var parser = PDFParser(head, at: mark + 7)
            if let dictionary = parser.value(), dictionary["Root"] != nil { trailer = dictionary }
            position = mark + 7
        }
    }
}
