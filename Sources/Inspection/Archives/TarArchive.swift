import Ports
import Time

/// Members one behind the other, each with a record before it: large ones are stepped over.
struct TarArchive: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        var walk = TarWalk()
        var offset: Int64 = 0
        while walk.count < InspectionLimits.members, offset < file.size {
            guard let bytes = try await file.bytes(at: offset, count: TarHeader.length),
                let header = TarHeader(bytes)
            else { break }
            let content =
                header.isRemark
                ? try await file.bytes(at: offset + Int64(TarHeader.length), upTo: Int(min(header.size, 64 << 10)))
                : Bytes()
            walk.take(header, content)
            let step = (header.size.addingWithCap(1023) / 512) * 512
            offset = offset.addingWithCap(step)
        }
        if walk.count == InspectionLimits.members { file.leaveOut() }
        facts.add(walk.listing)
        facts.add("modified", walk.newest > 0 ? Instant(secondsSinceEpoch: walk.newest) : nil)
    }
}

/// What the records say, one after the other.
struct TarWalk {
    private(set) var count = 0
    private(set) var newest: Int64 = 0
    private var members: [(name: String, size: Int64)] = []
    private var longName: String?

    var listing: ArchiveListing {
        var listing = ArchiveListing(count: count)
        for member in members { listing.add(name: member.name, size: member.size) }
        return listing
    }

    var names: [String] { members.map(\.name) }

    /// `content` is that of a remark.
    mutating func take(_ header: TarHeader, _ content: Bytes) {
        if header.isRemark {
            if header.kind == UInt8(ascii: "L") { longName = TextDecoding.guess(TextDecoding.terminated(content)) }
            if header.kind == UInt8(ascii: "x") { longName = TarWalk.path(in: content) ?? longName }
            return
        }
        let name = longName ?? header.name
        longName = nil
        newest = max(newest, header.modified)
        guard !header.isFolder else { return }
        count += 1
        members.append((name, header.size))
    }

    /// Lines such as `30 path=a/b`, whose number is the line's length.
    private static func path(in remark: Bytes) -> String? {
        var position = 0
        while position < remark.count {
            let line = remark.line(at: position)
            if let start = line.firstIndex(of: " path=") { return TextDecoding.guess(line[from: start + 6]) }
            position += line.count + 1
        }
        return nil
    }
}
