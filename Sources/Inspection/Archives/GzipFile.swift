import Ports
import Time

/// One compressed file (RFC 1952), which is often an archive.
struct GzipFile: Format {
    /// Enough to know what is inside, and the first members of an archive.
    private static let looksInto = 64 << 10

    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let flags = file.head.u8(3), let time = file.head.u32(4, .little) else { return }
        if time > 0 { facts.add("modified", Instant(secondsSinceEpoch: Int64(time))) }
        var position = 10
        if flags & 4 != 0 { position += 2 + (file.head.u16(10, .little) ?? 0) }
        if flags & 8 != 0 {
            let name = TextDecoding.terminated(file.head[from: position, upTo: 1024])
            facts.add("original_name", TextDecoding.guess(name))
            position += name.count + 1
        }
        if flags & 16 != 0 { position += TextDecoding.terminated(file.head[from: position, upTo: 1 << 16]).count + 1 }
        if flags & 2 != 0 { position += 2 }
        let inside = Inflate(file.head[from: position], limit: GzipFile.looksInto)
        if inside.end == .broken { facts.add("damaged", true) }
        addInside(inside, &facts)
        // The size modulo 2^32 of the last of perhaps several members: exact for what is small.
        let (_, tail) = try await file.tail()
        if file.size < 1 << 26 { facts.add("unpacked_size", tail.u32(tail.count - 4, .little)) }
    }

    private func addInside(_ inside: Inflate, _ facts: inout Facts) {
        guard !inside.output.isEmpty else { return }
        let head = Bytes(inside.output)
        let size = Int64(head.count) + (inside.end == .complete ? 0 : 1)
        let mediaType = MediaType.detect(in: head, size: size)
        facts.add("inner_mime", mediaType)
        guard mediaType == "application/x-tar" else { return }
        var walk = TarWalk()
        var offset = 0
        while let header = TarHeader(head[from: offset]), header.size < 1 << 40 {
            walk.take(header, head[from: offset + TarHeader.length, upTo: Int(header.size)])
            offset += (Int(header.size) + 1023) / 512 * 512
        }
        facts.add("names", walk.names)
    }
}
