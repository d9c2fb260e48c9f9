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
        if FileStatus.isFolder(path) { throw .unreadable(path, "it is a folder") }
        let bytes: [UInt8]?
        do throws(SystemError) {
            bytes =
                path == "-"
                ? try InputStream.readAll(atMost: Self.longest)
                : try InputStream.readAll(of: path, atMost: Self.longest)
        } catch {
            throw FileStatus.isThere(path) || path == "-" ? .unreadable(name, error.reason) : .missing(path)
        }
        guard let bytes else { throw .tooLong(name) }
        return bytes
    }
}
