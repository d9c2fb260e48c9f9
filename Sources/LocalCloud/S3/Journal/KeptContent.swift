/// How a content stands in the journal: small bytes in the row itself, others by the name of their file.
struct KeptContent: Codable {
    enum Piece: Codable {
        case inline(Int)
        case file(String, Int, Int)
    }

    private(set) var pieces: [Piece] = []

    init(_ content: Content, appendingTo bytes: inout [UInt8]) {
        for piece in content.pieces {
            switch piece {
            case .memory(let part):
                pieces.append(.inline(part.count))
                bytes += part
            case .file(let file, let range): pieces.append(.file(file.name, range.lowerBound, range.upperBound))
            }
        }
    }

    /// The bytes that stand in the row come first to last; nil where they are too few.
    func content(_ bytes: inout ArraySlice<UInt8>, files: inout KeptFiles) -> Content? {
        var content = Content()
        for piece in pieces {
            switch piece {
            case .inline(let count):
                guard count >= 0, bytes.count >= count else { return nil }
                // A copy: a slice would hold the whole row.
                content.append(.memory(Array(bytes.prefix(count))[...]))
                bytes = bytes.dropFirst(count)
            case .file(let name, let start, let end):
                guard 0 <= start, start <= end, let file = files.file(name) else { return nil }
                content.append(.file(file, start..<end))
            }
        }
        return content
    }
}

/// The files that rows name, each once however many name it.
struct KeptFiles {
    private let folder: ObjectFolder?
    private var files: [String: ObjectFile] = [:]

    init(in folder: ObjectFolder?) {
        self.folder = folder
    }

    var names: Set<String> { Set(files.keys) }

    mutating func file(_ name: String) -> ObjectFile? {
        guard let folder else { return nil }
        if let file = files[name] { return file }
        let file = ObjectFile(name, in: folder)
        files[name] = file
        return file
    }
}
