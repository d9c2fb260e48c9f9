import Glibc
import SystemCalls

/// What lies in a folder, by name.
package struct FolderEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case file, folder, other }

    package let name: String
    /// A link is neither file nor folder, wherever it leads.
    package let kind: Kind

    /// All of them, sorted by their names.
    package static func all(in path: String) throws(FileFailure) -> [FolderEntry] {
        guard let directory = opendir(path) else { throw FileFailure(path: path, reason: SystemError.last.reason) }
        defer { _ = closedir(directory) }
        var entries: [FolderEntry] = []
        while true {
            // Nil means the end or an error, and only errno tells which.
            errno = 0
            guard let entry = readdir(directory) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            entries.append(FolderEntry(name: name, kind: kind(of: "\(path)/\(name)", as: Int(entry.pointee.d_type))))
        }
        if errno != 0 { throw FileFailure(path: path, reason: SystemError.last.reason) }
        return entries.sorted { $0.name < $1.name }
    }

    /// Some file systems do not say of what kind an entry is.
    private static func kind(of path: String, as type: Int) -> Kind {
        switch type {
        case Int(DT_REG): return .file
        case Int(DT_DIR): return .folder
        case Int(DT_UNKNOWN):
            var status = stat()
            guard lstat(path, &status) == 0 else { return .other }
            return status.st_mode & S_IFMT == S_IFDIR ? .folder : status.st_mode & S_IFMT == S_IFREG ? .file : .other
        default: return .other
        }
    }
}
