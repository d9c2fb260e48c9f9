import Ports

/// The list of an archive's members, which stands at its end (APPNOTE 4.3).
struct ZIPDirectory {
    private(set) var members: [ZIPMember] = []
    /// As the end of the archive says; some of them may not have been read.
    private(set) var count = 0
    private(set) var comment = ""
    /// Bytes before the archive, such as the program that unpacks it.
    private(set) var prefix: Int64 = 0

    /// Directories of more are read in part: some ten thousand members.
    private static let longest = 1 << 20

    /// Nil where there is none.
    init?(_ file: FileReader) async throws(PortError) {
        let (start, tail) = try await file.tail()
        guard let end = tail.lastIndex(of: "PK\u{5}\u{6}"), var total = tail.u16(end + 10, .little),
            var size = tail.u32(end + 12, .little), var offset = tail.u32(end + 16, .little)
        else { return nil }
        comment = tail.slice(end + 22, tail.u16(end + 20, .little) ?? 0).map(TextDecoding.guess) ?? ""
        var behind = start + Int64(end)
        if tail.holds("PK\u{6}\u{7}", at: end - 20), let place = tail.u64(end - 12, .little),
            let large = try await file.bytes(at: Int64(place), count: 56), large.holds("PK\u{6}\u{6}", at: 0),
            let members = large.u64(32, .little), let length = large.u64(40, .little),
            let position = large.u64(48, .little)
        {
            (total, size, offset) = (members, length, position)
            behind = Int64(place)
        }
        count = total
        guard Int64(size) <= behind else { return nil }
        // Where the directory is by its own words, and where it is if something was put before the archive.
        let begin = behind - Int64(size)
        prefix = max(0, begin - Int64(offset))
        let directory = try await file.bytes(at: begin, upTo: min(size, ZIPDirectory.longest))
        if size > ZIPDirectory.longest { file.leaveOut() }
        read(directory)
    }

    private mutating func read(_ directory: Bytes) {
        var position = 0
        while members.count < InspectionLimits.members, let member = ZIPMember(directory, at: position) {
            members.append(member)
            position += member.recordLength
        }
    }

    subscript(name: String) -> ZIPMember? { members.first { $0.name == name } }

    /// The bytes of a small member; nil where it is encrypted, too large, or cannot be read.
    func contents(of name: String, in file: FileReader) async throws(PortError) -> Bytes? {
        guard let member = self[name], !member.isEncrypted, member.packedSize <= InspectionLimits.inflated else {
            return nil
        }
        let start = prefix.addingWithCap(member.offset)
        // One read for the local header and what follows it, in nearly all cases.
        let near = try await file.bytes(at: start, upTo: 30 + 512 + Int(member.packedSize))
        guard near.holds("PK\u{3}\u{4}", at: 0), let name = near.u16(26, .little), let extra = near.u16(28, .little)
        else { return nil }
        let packed = near[from: 30 + name + extra, upTo: Int(member.packedSize)]
        switch member.method {
        case 0: return packed
        case 8:
            let inflated = Inflate(packed)
            if inflated.end == .limit { file.leaveOut() }
            return Bytes(inflated.output)
        default: return nil
        }
    }
}
