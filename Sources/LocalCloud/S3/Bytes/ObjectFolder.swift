package import Files
import Synchronization

/// Where the bytes of objects lie.
package enum BytesPlace: Sendable {
    /// In memory, however large.
    case memory
    /// Small ones in memory, others in files of a folder that is emptied at the start.
    case scratch(Folder)
    /// As `scratch`, but in files that are on the disk before anybody is told so, and that are found again.
    case kept(Folder)

    /// Up to here the bytes lie in memory, and in the journal's row, which costs less than a file.
    static let longestInMemory = 65_536
}

/// The files that hold the bytes of large objects; each goes when nobody holds it any more.
final class ObjectFolder: Sendable {
    private let folder: Folder
    let isKept: Bool
    private let isClosed = Mutex(false)

    init(_ folder: Folder, isKept: Bool) {
        self.folder = folder
        self.isKept = isKept
    }

    /// From now on files stay where they are: what holds them goes only because the cloud ends.
    func close() {
        isClosed.withLock { $0 = isKept }
    }

    /// Removes every file that is not among these.
    func removeOrphans(keeping names: Set<String>) throws(FileFailure) {
        for name in try folder.names() where !names.contains(name) { try folder.remove(name) }
    }

    func create(_ name: String) throws(FileFailure) -> OpenFile { try folder.create(name) }
    func open(_ name: String) throws(FileFailure) -> OpenFile { try folder.open(name) }
    func sync() throws(FileFailure) { if isKept { try folder.sync() } }

    fileprivate func forget(_ name: String) {
        if isClosed.withLock({ $0 }) { return }
        do {
            try folder.remove(name)
        } catch {
            // What cannot be removed now is an orphan, and goes at the next start.
        }
    }
}

/// One file of bytes that never change, held by objects, their copies and those who read them.
final class ObjectFile: Sendable {
    let name: String
    let folder: ObjectFolder

    init(_ name: String, in folder: ObjectFolder) {
        self.name = name
        self.folder = folder
    }

    deinit {
        folder.forget(name)
    }

    func open() throws(FileFailure) -> OpenFile { try folder.open(name) }
}
