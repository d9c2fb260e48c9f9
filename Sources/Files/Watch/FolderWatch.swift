import Glibc
import Synchronization
import SystemCalls

/// Tells what changes below folders, new subfolders included, once there has been quiet for a moment.
///
/// What changes while nobody waits is kept by the kernel, up to its own limit, and told at the next call.
package final class FolderWatch: Sendable {
    private let descriptor: Int32
    private let quiet: Duration
    private let tree: Mutex<WatchedTree>

    /// Begins at once; the folders must be there.
    ///
    /// `skips` is asked about each name below them.
    package init(
        _ folders: [String],
        quiet: Duration,
        skipping skips: @escaping @Sendable (String) -> Bool
    ) throws(FileFailure) {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw FileFailure(path: folders.first ?? "", reason: SystemError.last.reason) }
        do throws(FileFailure) {
            tree = Mutex(try WatchedTree(folders, by: descriptor, skipping: skips))
        } catch {
            _ = close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.quiet = quiet
    }

    deinit { _ = close(descriptor) }

    /// Waits for a change; nil where the task is cancelled.
    ///
    /// One may wait at a time.
    package func next() async throws(FileFailure) -> FolderChange? {
        let cancellation: Bell
        do throws(SystemError) {
            cancellation = try Bell()
        } catch {
            throw FileFailure(path: "", reason: error.reason)
        }
        let outcome: Result<FolderChange?, FileFailure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(SystemError) {
                    try DetachedThread.start { continuation.resume(returning: self.outcome(until: cancellation)) }
                } catch {
                    continuation.resume(returning: .failure(FileFailure(path: "", reason: error.reason)))
                }
            }
        } onCancel: {
            cancellation.ring()
        }
        return try outcome.get()
    }

    private func outcome(until cancellation: Bell) -> Result<FolderChange?, FileFailure> {
        do throws(FileFailure) {
            return .success(try collect(until: cancellation))
        } catch {
            return .failure(error)
        }
    }

    /// Blocks its thread until something has changed and it has been quiet since.
    private func collect(until cancellation: Bell) throws(FileFailure) -> FolderChange? {
        var paths: Set<String> = []
        var isEverything = false
        var end: ContinuousClock.Instant?
        while true {
            let hasChange = isEverything || !paths.isEmpty
            if hasChange, end == nil { end = .now + Self.longestUnrest }
            if let end, end <= .now { break }
            switch wait(for: hasChange ? quiet : nil, cancellation) {
            case .cancelled: return nil
            case .quiet where hasChange: return change(paths, isEverything)
            case .quiet, .changed: break
            }
            isEverything = try take(into: &paths) || isEverything || paths.count > Self.mostPaths
            if isEverything { paths = [] }
        }
        return change(paths, isEverything)
    }

    private func change(_ paths: Set<String>, _ isEverything: Bool) -> FolderChange {
        isEverything ? .everything : .paths(paths.sorted())
    }

    private func take(into paths: inout Set<String>) throws(FileFailure) -> Bool {
        switch FolderEvent.read(from: descriptor) {
        case .failure(let error): throw FileFailure(path: "", reason: error.reason)
        case .success(let events):
            var found: Set<String> = []
            let isEverything = try tree.withLock { tree throws(FileFailure) in
                found.formUnion(try tree.find())
                return try tree.take(events, into: &found)
            }
            paths.formUnion(found)
            return isEverything
        }
    }

    private enum Sign { case changed, quiet, cancelled }

    private func wait(for duration: Duration?, _ cancellation: Bell) -> Sign {
        var waits = [cancellation.descriptor, descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        // Of a root that comes back there is no event.
        let pause = duration ?? (tree.withLock { $0.lost.isEmpty } ? nil : Self.longestAbsence)
        let limit = pause.map { Int32($0 / .milliseconds(1)) } ?? -1
        guard case .success(let count) = uninterrupted({ Int(poll(&waits, nfds_t(waits.count), limit)) }) else {
            return .cancelled
        }
        if waits[0].revents != 0 { return .cancelled }
        return count == 0 ? .quiet : .changed
    }

    /// Who changes files without end is told of every so often.
    private static let longestUnrest: Duration = .seconds(2)
    private static let longestAbsence: Duration = .milliseconds(500)
    /// Whoever is told of more would have to do everything anyway.
    private static let mostPaths = 1_000
}
