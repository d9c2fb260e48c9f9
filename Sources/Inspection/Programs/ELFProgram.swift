import Ports

/// A program, a library or an object of Linux and its kin (the System V ABI).
struct ELFProgram: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let header = ELFHeader(file.head) else { return }
        let (order, is64) = (header.order, header.is64)
        facts.add("program_kind", ELFProgram.kinds[header.kind])
        facts.add("architecture", ELFProgram.machines[header.machine] ?? "0x" + String(header.machine, radix: 16))
        facts.add("bits", is64 ? 64 : 32)
        facts.add("byte_order", order == .little ? "little" : "big")
        facts.add("system", file.head.u8(7).flatMap { ELFProgram.systems[$0] })
        guard header.kind != 4, header.segmentCount <= ELFProgram.most, [32, 56].contains(header.segmentSize),
            let table = try await file.bytes(at: header.segments, count: header.segmentCount * header.segmentSize)
        else { return try await addSections(header, file, &facts) }
        let segments = stride(from: 0, to: table.count, by: header.segmentSize).compactMap {
            ELFSegment(table[from: $0, upTo: header.segmentSize], order, is64: is64)
        }
        if let interpreter = segments.first(where: { $0.kind == 3 }) {
            let text = try await file.bytes(at: interpreter.offset, upTo: min(Int(interpreter.size), 256))
            facts.add("interpreter", TextDecoding.guess(TextDecoding.terminated(text)))
            // One that may lie anywhere in memory is a library by its header, but nobody loads a library by itself.
            if header.kind == 3 { facts.add("program_kind", "executable") }
        }
        let dynamic = segments.first { $0.kind == 2 }
        facts.add("linked", dynamic == nil ? "static" : "dynamic")
        if let dynamic { try await addLibraries(dynamic, segments, header, file, &facts) }
        try await addSections(header, file, &facts)
    }

    private static let most = 128

    private func addLibraries(
        _ dynamic: ELFSegment,
        _ segments: [ELFSegment],
        _ header: ELFHeader,
        _ file: FileReader,
        _ facts: inout Facts
    ) async throws(PortError) {
        let width = header.is64 ? 8 : 4
        let table = try await file.bytes(at: dynamic.offset, upTo: min(Int(dynamic.size), 16 << 10))
        var needed: [Int] = []
        var strings: Int?
        for start in stride(from: 0, to: table.count, by: width * 2) {
            guard let tag = table.number(start, width, header.order),
                let value = table.number(start + width, width, header.order).flatMap(Int.init(exactly:)), tag != 0
            else { break }
            if tag == 1, needed.count < InspectionLimits.list { needed.append(value) }
            if tag == 5 { strings = value }
        }
        guard let address = strings.map(Int64.init),
            let segment = segments.first(where: {
                $0.kind == 1 && address >= $0.address && address - $0.address < $0.size
            })
        else { return }
        let start = segment.offset.addingWithCap(address - segment.address)
        let names = try await file.bytes(at: start, upTo: 64 << 10)
        facts.add("libraries", needed.map { TextDecoding.guess(TextDecoding.terminated(names[from: $0, upTo: 256])) })
    }

    /// Whether there are still names of functions in it.
    private func addSections(
        _ header: ELFHeader,
        _ file: FileReader,
        _ facts: inout Facts
    ) async throws(PortError) {
        guard header.sectionCount > 0, header.sectionCount <= 4096, header.sectionSize >= 8 else { return }
        let table = try await file.bytes(at: header.sections, upTo: header.sectionCount * header.sectionSize)
        guard !table.isEmpty else { return }
        facts.add("sections", header.sectionCount)
        let kinds = (0..<header.sectionCount).map { table.u32($0 * header.sectionSize + 4, header.order) }
        facts.add("stripped", !kinds.contains(2))
    }

    private static let kinds = [1: "object", 2: "executable", 3: "shared", 4: "core"]

    private static let machines = [
        3: "x86", 8: "mips", 20: "powerpc", 21: "powerpc64", 22: "s390x", 40: "arm", 62: "x86_64", 183: "arm64",
        243: "riscv", 247: "bpf", 258: "loongarch",
    ]

    private static let systems = [0: "sysv", 2: "netbsd", 3: "linux", 6: "solaris", 9: "freebsd", 12: "openbsd"]
}

struct ELFHeader {
    let order: ByteOrder
    let is64: Bool
    let kind: Int
    let machine: Int
    let segments: Int64
    let segmentSize: Int
    let segmentCount: Int
    let sections: Int64
    let sectionSize: Int
    let sectionCount: Int

    init?(_ head: Bytes) {
        guard let width = head.u8(4), let data = head.u8(5), (1...2).contains(width), (1...2).contains(data) else {
            return nil
        }
        let order: ByteOrder = data == 1 ? .little : .big
        let sizes = width == 2 ? 54 : 42
        guard let kind = head.u16(16, order), let machine = head.u16(18, order),
            let segments = width == 2 ? head.u64(32, order) : head.u32(28, order),
            let sections = width == 2 ? head.u64(40, order) : head.u32(32, order),
            let segmentSize = head.u16(sizes, order), let segmentCount = head.u16(sizes + 2, order),
            let sectionSize = head.u16(sizes + 4, order), let sectionCount = head.u16(sizes + 6, order)
        else { return nil }
        (self.order, self.kind, self.machine) = (order, kind, machine)
        is64 = width == 2
        (self.segments, self.segmentSize, self.segmentCount) = (Int64(segments), segmentSize, segmentCount)
        (self.sections, self.sectionSize, self.sectionCount) = (Int64(sections), sectionSize, sectionCount)
    }
}

struct ELFSegment {
    let kind: Int
    let offset: Int64
    let address: Int64
    let size: Int64

    init?(_ record: Bytes, _ order: ByteOrder, is64: Bool) {
        guard let kind = record.u32(0, order),
            let offset = is64 ? record.u64(8, order) : record.u32(4, order),
            let address = is64 ? record.u64(16, order) : record.u32(8, order),
            let size = is64 ? record.u64(32, order) : record.u32(16, order)
        else { return nil }
        self.kind = kind
        self.offset = Int64(offset)
        self.address = Int64(address)
        self.size = Int64(size)
    }
}
