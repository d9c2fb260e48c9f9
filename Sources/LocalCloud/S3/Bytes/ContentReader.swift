import Files
import HTTP

/// Gives the bytes of a content piece by piece.
///
/// It reads files on whatever thread it runs on, 64 KiB at a time: less than the thread's next job would wait for.
actor ContentReader: BodySource {
    private let content: Content
    private var rest: ArraySlice<Content.Piece>
    /// The file that the first of the rest lies in, once it has been opened.
    private var current: OpenFile?
    /// How far the first of the rest has been given.
    private var given = 0

    init(_ content: Content) {
        self.content = content
        rest = content.pieces[...]
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        guard let piece = rest.first, limit > 0 else { return [] }
        let count = min(limit, piece.count - given, Self.longestRead)
        let bytes: [UInt8]
        switch piece {
        case .memory(let all): bytes = Array(all.dropFirst(given).prefix(count))
        case .file(let file, let range): bytes = try read(file, from: range.lowerBound + given, count)
        }
        given += bytes.count
        if given == piece.count {
            rest.removeFirst()
            current = nil
            given = 0
        }
        return bytes
    }

    func rewind() async -> Bool {
        rest = content.pieces[...]
        current = nil
        given = 0
        return true
    }

    private func read(_ file: ObjectFile, from offset: Int, _ count: Int) throws(BodyFailure) -> [UInt8] {
        do throws(FileFailure) {
            let open = if let current { current } else { try file.open() }
            current = open
            let bytes = try open.read(from: offset, atMost: count)
            guard !bytes.isEmpty else { throw FileFailure(path: file.name, reason: "the file is shorter than it was") }
            return bytes
        } catch {
            throw BodyFailure("the object's file cannot be read: \(error.reason)")
        }
    }

    private static let longestRead = 65_536
}
