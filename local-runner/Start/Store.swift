import Files
import LocalCloud
import SQLite
import SystemCalls

/// Where a cloud keeps what it holds: a folder of the developer's, or nothing that outlives it.
struct Store {
    let journal: any Journal
    let bytes: BytesPlace
    private let scratch: ScratchFolder?

    /// Nil is nowhere: then large objects lie in a folder that goes with the process.
    init(_ path: String?) throws {
        guard let path else {
            let scratch = try ScratchFolder()
            self.scratch = scratch
            journal = NoJournal()
            bytes = .scratch(try Folder(scratch.path))
            return
        }
        scratch = nil
        _ = try Folder(path)
        do {
            journal = try SQLiteJournal(folder: path)
        } catch {
            throw error.isBusy ? StoreFault.inUse(path) : .unusable(path, "\(error)")
        }
        bytes = .kept(try Folder("\(path)/objects"))
    }

    func close() { scratch?.remove() }
}

/// Why a folder cannot hold a cloud.
enum StoreFault: Error, CustomStringConvertible {
    case inUse(String)
    case unusable(String, String)

    var description: String {
        switch self {
        case .inUse(let path): "\(path) is in use by another local cloud: end that one, or choose another folder"
        case .unusable(let path, let reason): "\(path) cannot be used: \(reason)"
        }
    }
}
