import Glibc

/// An empty folder in the system's place for such, removed with what is in it when its owner is done.
package struct ScratchFolder: Sendable {
    package let path: String

    package init() throws(SystemError) {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/assay-local.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw .last }
        path = String(cString: made)
    }

    /// All that is in it, and itself; what is not there any more is no failure.
    package func remove() { Self.remove(path) }

    private static func remove(_ path: String) {
        guard let listing = opendir(path) else { return }
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            // A link is removed as a link: what it names is not ours.
            if name != ".", name != "..", unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
        _ = closedir(listing)
        _ = rmdir(path)
    }
}
