import Ports

/// A file system in a file (MS-CFB): sectors in chains, and a directory of streams.
struct OLEStorage {
    struct Entry {
        let name: String
        let kind: Int
        let start: Int
        let size: Int
        let classID: Bytes
    }

    private let file: FileReader
    private let shift: Int
    private let smallShift: Int
    private let cutoff: Int
    /// Where the sectors with the chains are; a document has one or two, a large one hundreds.
    private let tables: [Int]
    private let smallTable: Int
    private(set) var entries: [Entry] = []

    private static let end = 0xffff_fffa
    private static let mostEntries = 2_000

    init?(_ file: FileReader) async throws(PortError) {
        self.file = file
        let head = file.head
        guard let shift = head.u16(30, .little), let small = head.u16(32, .little), [9, 12].contains(shift), small == 6,
            let directory = head.u32(48, .little), let cutoff = head.u32(56, .little),
            let smallTable = head.u32(60, .little)
        else { return nil }
        self.shift = shift
        self.cutoff = cutoff
        self.smallTable = smallTable
        smallShift = small
        tables = (0..<109).compactMap { head.u32(76 + $0 * 4, .little) }.filter { $0 < OLEStorage.end }
        let bytes = try await chain(directory, upTo: OLEStorage.mostEntries * 128)
        for start in stride(from: 0, to: bytes.count - 127, by: 128) {
            if let entry = OLEStorage.entry(bytes[from: start, upTo: 128]) { entries.append(entry) }
        }
    }

    var root: Entry? { entries.first { $0.kind == 5 } }

    func has(_ name: String) -> Bool { entries.contains { $0.name == name } }

    /// The first bytes of a stream.
    func contents(of name: String, upTo limit: Int = 64 << 10) async throws(PortError) -> Bytes? {
        guard let entry = entries.first(where: { $0.name == name && $0.kind == 2 }) else { return nil }
        let size = min(entry.size, limit)
        guard entry.size < cutoff else { return try await chain(entry.start, upTo: size) }
        guard let root else { return nil }
        return try await smallChain(entry.start, in: root.start, size)
    }

    private static func entry(_ record: Bytes) -> Entry? {
        guard let length = record.u16(64, .little), length >= 2, length <= 64, let kind = record.u8(66), kind != 0,
            let start = record.u32(116, .little), let size = record.u32(120, .little)
        else { return nil }
        let name = TextDecoding.utf16(record[from: 0, upTo: length - 2], .little)
        return Entry(name: name, kind: kind, start: start, size: size, classID: record[from: 80, upTo: 16])
    }

    /// Sectors one after the other; those that lie side by side are one read.
    private func chain(_ first: Int, upTo limit: Int) async throws(PortError) -> Bytes {
        var bytes: [UInt8] = []
        var sector = first
        while bytes.count < limit, sector < OLEStorage.end {
            var count = 1
            var next = try await next(after: sector)
            while next == sector + count, bytes.count + count << shift < limit {
                next = try await self.next(after: sector + count)
                count += 1
            }
            let part = try await file.bytes(at: place(of: sector), upTo: count << shift)
            guard !part.isEmpty else { break }
            bytes += part
            sector = next ?? OLEStorage.end
        }
        return Bytes(Array(bytes.prefix(limit)))
    }

    private func place(of sector: Int) -> Int64 { Int64(sector + 1) << Int64(shift) }

    private func next(after sector: Int) async throws(PortError) -> Int? {
        let perTable = 1 << (shift - 2)
        guard sector / perTable < tables.count else { return nil }
        let place = place(of: tables[sector / perTable]) + Int64(sector % perTable) * 4
        return try await file.bytes(at: place, count: 4)?.u32(0, .little)
    }

    /// Streams below the cut-off lie in pieces of 64 bytes inside the root's own stream.
    private func smallChain(_ first: Int, in container: Int, _ size: Int) async throws(PortError) -> Bytes {
        let links = try await chain(smallTable, upTo: 64 << 10)
        let store = try await chain(container, upTo: 256 << 10)
        var bytes: [UInt8] = []
        var piece = first
        while bytes.count < size, piece < OLEStorage.end, let part = store.slice(piece << smallShift, 1 << smallShift) {
            bytes += part
            piece = links.u32(piece * 4, .little) ?? OLEStorage.end
        }
        return Bytes(Array(bytes.prefix(size)))
    }
}
