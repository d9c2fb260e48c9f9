import Files
import SystemCalls

/// A file that a person hands over, or `-` for what is piped in.
struct InputFile: Sendable {
    let path: String

    /// A function takes six mebibytes; a file of many events may be longer.
    static let longest = 64 << 20

    init(_ path: String) {
        self.path = path
    }

    var name: String { path == "-" ? "standard input" : path }

    /// The folder that it lies in.
    var folder: String {
        guard path != "-", let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    func read() throws(DataFault) -> [UInt8] {
        guard path == "-" else { return try readFile() }
        let bytes: [UInt8]?
        do throws(SystemError) {
            bytes = try StandardInput.readAll(atMost: Self.longest)
        } catch {
            throw .unreadable(name, error.reason)
        }
        guard let bytes else { throw .tooLong(name) }
        return bytes
    }

    private func readFile() throws(DataFault) -> [UInt8] {
        guard FileStatus.isFile(path) else {
            throw FileStatus.isFolder(path) ? .unreadable(path, "it is a folder") : .missing(path)
        }
        do throws(FileFailure) {
            let file = try OpenFile.read(path)
            var bytes: [UInt8] = []
            while bytes.count <= Self.longest {
                let piece = try file.read(from: bytes.count, atMost: 1 << 16)
                if piece.isEmpty { return bytes }
                bytes += piece
            }
        } catch {
            throw .unreadable(path, error.reason)
        }
        throw .tooLong(path)
    }
}
