import Glibc
import SystemCalls

/// The folders that inotify watches for us, which it does one by one, and what its events mean.
struct WatchedTree {
    private let descriptor: Int32
    private let roots: [String]
    private let skips: @Sendable (String) -> Bool
    private var folders: [Int32: String] = [:]
    /// Roots that are gone, and may come back.
    private(set) var lost: [String] = []

    init(
        _ roots: [String],
        by descriptor: Int32,
        skipping skips: @escaping @Sendable (String) -> Bool
    ) throws(FileFailure) {
        self.descriptor = descriptor
        self.roots = roots
        self.skips = skips
        for root in roots {
            _ = try add(root)
            if let missing = lost.first { throw FileFailure(path: missing, reason: "there is no such folder") }
        }
    }

    /// What events tell of, added to what is known already.
    mutating func take(_ events: [FolderEvent], into paths: inout Set<String>) throws(FileFailure) -> Bool {
        var isEverything = false
        for event in events {
            if event.has(Int32(IN_Q_OVERFLOW)) {
                isEverything = true
                // Folders may have come that nobody told us of.
                for root in roots { _ = try add(root) }
            } else if let folder = folders[event.watch], !skips(event.name) {
                try take(event, in: folder, &paths)
            }
        }
        return isEverything
    }

    /// Watches again what has come back; tells its files.
    mutating func find() throws(FileFailure) -> [String] {
        let missing = lost
        lost = []
        var files: [String] = []
        for root in missing { files += try add(root) }
        return files
    }

    private mutating func take(
        _ event: FolderEvent,
        in folder: String,
        _ paths: inout Set<String>
    ) throws(FileFailure) {
        if event.has(Int32(IN_IGNORED)) {
            folders[event.watch] = nil
            if roots.contains(folder) {
                paths.insert(folder)
                paths.formUnion(try add(folder))
            }
            return
        }
        guard !event.name.isEmpty else { return }
        let path = "\(folder)/\(event.name)"
        guard event.isOfFolder else {
            paths.insert(path)
            return
        }
        if event.has(Int32(IN_CREATE)) || event.has(Int32(IN_MOVED_TO)) {
            // Of what it held before it was watched there is no event.
            paths.formUnion(try add(path))
        } else if event.has(Int32(IN_MOVED_FROM)) || event.has(Int32(IN_DELETE)) {
            forget(path)
            paths.insert(path)
        }
    }

    /// Watches a folder with all below it, and gives the files that are there.
    private mutating func add(_ folder: String) throws(FileFailure) -> [String] {
        var files: [String] = []
        var waiting = [folder]
        while let path = waiting.popLast() {
            guard try watch(path) else { continue }
            // After it is watched, so that nothing comes in between.
            for entry in try entries(of: path) where !skips(entry.name) {
                switch entry.kind {
                case .folder: waiting.append("\(path)/\(entry.name)")
                case .file: files.append("\(path)/\(entry.name)")
                case .other: break
                }
            }
        }
        return files
    }

    /// False where the folder is gone.
    private mutating func watch(_ path: String) throws(FileFailure) -> Bool {
        let isRoot = roots.contains(path)
        let follow = isRoot ? 0 : Int32(IN_DONT_FOLLOW)
        switch uninterrupted({ Int(inotify_add_watch(descriptor, path, UInt32(bitPattern: Self.mask | follow))) }) {
        case .success(let watch):
            folders[Int32(watch)] = path
            return true
        case .failure(let error) where error.number == ENOENT || error.number == ENOTDIR:
            if isRoot, !lost.contains(path) { lost.append(path) }
            return false
        case .failure(let error) where error.number == ENOSPC:
            throw FileFailure(path: path, reason: "no more folders can be watched: raise fs.inotify.max_user_watches")
        case .failure(let error):
            throw FileFailure(path: path, reason: error.reason)
        }
    }

    private func entries(of path: String) throws(FileFailure) -> [FolderEntry] {
        do throws(FileFailure) {
            return try FolderEntry.all(in: path)
        } catch {
            // It may have gone since, of which there will be an event.
            if access(path, F_OK) != 0 { return [] }
            throw error
        }
    }

    /// Folders that have moved away would be told of by their old names.
    private mutating func forget(_ path: String) {
        for (watch, folder) in folders where folder == path || folder.hasPrefix("\(path)/") {
            _ = inotify_rm_watch(descriptor, watch)
            folders[watch] = nil
        }
    }

    private static let mask = [
        IN_CLOSE_WRITE, IN_CREATE, IN_DELETE, IN_MOVED_FROM, IN_MOVED_TO, IN_ONLYDIR, IN_EXCL_UNLINK,
    ].reduce(0) { $0 | Int32($1) }
}
