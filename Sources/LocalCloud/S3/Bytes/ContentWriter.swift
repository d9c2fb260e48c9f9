import Files

/// Takes bytes that become a content: in memory while they are few, in a file from there on.
///
/// Where it is given up, the file goes with it.
struct ContentWriter {
    private let folder: ObjectFolder?
    private let name: String
    private var memory: [UInt8] = []
    private var file: (file: ObjectFile, open: OpenFile)?
    private(set) var count = 0

    /// `name` is nobody else's, and is used only where a file is made.
    init(in folder: ObjectFolder?, named name: String) {
        self.folder = folder
        self.name = name
    }

    mutating func append(_ bytes: [UInt8]) throws(ServiceFault) {
        count += bytes.count
        memory += bytes
        guard let folder, memory.count > BytesPlace.longestInMemory else { return }
        do throws(FileFailure) {
            let open = if let file { file.open } else { try begin(in: folder) }
            try open.append(memory)
        } catch {
            throw .storage(error)
        }
        memory.removeAll(keepingCapacity: true)
    }

    /// The content, on the disk where it is to be kept.
    consuming func finish() throws(ServiceFault) -> Content {
        guard let (file, open) = file else { return Content(memory) }
        do throws(FileFailure) {
            try open.append(memory)
            if file.folder.isKept { try open.sync() }
            try file.folder.sync()
        } catch {
            throw .storage(error)
        }
        var content = Content()
        content.append(.file(file, 0..<count))
        return content
    }

    private mutating func begin(in folder: ObjectFolder) throws(FileFailure) -> OpenFile {
        let open = try folder.create(name)
        file = (ObjectFile(name, in: folder), open)
        return open
    }
}

extension ServiceFault {
    /// Of a disk that is full, or a file that somebody took away.
    static func storage(_ failure: FileFailure) -> ServiceFault {
        ServiceFault("InternalError", "The local cloud cannot store: \(failure.reason).", status: 500)
    }
}
