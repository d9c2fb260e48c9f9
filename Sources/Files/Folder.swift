import Glibc
import SystemCalls

/// A folder that this process owns, with nothing but plain files in it.
package struct Folder: Sendable {
    package let path: String

    /// Makes the folder, which only its owner may enter, unless it is there; the one above it must be.
    package init(_ path: String) throws(FileFailure) {
        self.path = path
        switch uninterrupted({ Int(mkdir(path, 0o700)) }) {
        case .success: break
        case .failure(let error) where error.number == EEXIST: break
        case .failure(let error): throw FileFailure(path: path, reason: error.reason)
        }
    }

    package func create(_ name: String) throws(FileFailure) -> OpenFile { try .create("\(path)/\(name)") }
    package func open(_ name: String) throws(FileFailure) -> OpenFile { try .read("\(path)/\(name)") }

    /// That there is no such file is a success.
    package func remove(_ name: String) throws(FileFailure) {
        switch uninterrupted({ Int(unlink("\(path)/\(name)")) }) {
        case .success: break
        case .failure(let error) where error.number == ENOENT: break
        case .failure(let error): throw FileFailure(path: "\(path)/\(name)", reason: error.reason)
        }
    }

    /// Returns when the names that were made and removed are on the disk.
    package func sync() throws(FileFailure) {
        try OpenFile.read(path).sync()
    }

    /// The files' names, sorted.
    package func names() throws(FileFailure) -> [String] {
        try FolderEntry.all(in: path).map(\.name)
    }
}
