/// The headers of a program of Windows: what is where in the file, and where it will be in memory.
struct PEImage {
    struct Section {
        let name: String
        let address: Int
        let memory: Int
        let start: Int
        let size: Int
    }

    let machine: Int
    let built: Int
    let traits: Int
    let subsystem: Int
    let guards: Int
    let is64: Bool
    let sections: [Section]
    private let directories: [(address: Int, size: Int)]

    /// Windows itself loads no more.
    private static let mostSections = 96

    init?(_ head: Bytes) {
        guard let start = head.u32(0x3c, .little), head.holds("PE\u{0}\u{0}", at: start),
            let machine = head.u16(start + 4, .little), let count = head.u16(start + 6, .little),
            let built = head.u32(start + 8, .little), let optionalSize = head.u16(start + 20, .little),
            let traits = head.u16(start + 22, .little)
        else { return nil }
        let optional = start + 24
        (self.machine, self.built, self.traits) = (machine, built, traits)
        is64 = head.u16(optional, .little) == 0x20b
        subsystem = head.u16(optional + 68, .little) ?? 0
        guards = head.u16(optional + 70, .little) ?? 0
        let table = optional + (is64 ? 112 : 96)
        let known = min(head.u32(table - 4, .little) ?? 0, 16)
        directories = (0..<known).map { index in
            (head.u32(table + index * 8, .little) ?? 0, head.u32(table + index * 8 + 4, .little) ?? 0)
        }
        sections = (0..<min(count, PEImage.mostSections)).compactMap { index in
            PEImage.section(head[from: optional + optionalSize + index * 40, upTo: 40])
        }
    }

    private static func section(_ record: Bytes) -> Section? {
        guard let memory = record.u32(8, .little), let address = record.u32(12, .little),
            let size = record.u32(16, .little), let start = record.u32(20, .little)
        else { return nil }
        let name = TextDecoding.guess(TextDecoding.terminated(record[from: 0, upTo: 8]))
        return Section(name: name, address: address, memory: memory, start: start, size: size)
    }

    enum Directory: Int {
        case imports = 1
        case resources = 2
        case signature = 4
        case dotNet = 14
    }

    /// Nil where there is none.
    func directory(_ kind: Directory) -> (address: Int, size: Int)? {
        guard directories.indices.contains(kind.rawValue), directories[kind.rawValue].address > 0 else { return nil }
        return directories[kind.rawValue]
    }

    /// Where in the file lies what will be at an address.
    func offset(of address: Int) -> Int64? {
        let section = sections.first { address >= $0.address && address - $0.address < max($0.memory, $0.size) }
        return section.map { Int64(address - $0.address + $0.start) }
    }

    /// Where the last section ends in the file.
    var end: Int64 { Int64(sections.map { $0.size == 0 ? 0 : $0.start + $0.size }.max() ?? 0) }
}
