import Files
import TestKit
import Testing

/// What inotify tells of real folders.
struct FolderWatchTests {
    @Test func `files that come, change, go and move are told together, once it is quiet`() async throws {
        try await withTemporaryFolder { folder in
            for name in ["changes", "goes", "moves"] { try write("1", to: "\(folder)/\(name)") }
            let watch = try Self.watch(folder)
            try write("2", to: "\(folder)/changes")
            try run("rm", "\(folder)/goes")
            try run("mv", "\(folder)/moves", "\(folder)/moved")
            try write("1", to: "\(folder)/comes")
            let names = ["changes", "comes", "goes", "moved", "moves"]
            #expect(try await watch.next() == .paths(names.map { "\(folder)/\($0)" }))
        }
    }

    @Test func `what only is read is no change`() async throws {
        try await withTemporaryFolder { folder in
            try write("1", to: "\(folder)/read")
            let watch = try Self.watch(folder)
            try run("cat", "\(folder)/read")
            try run("ls", "-R", folder)
            try write("1", to: "\(folder)/written")
            #expect(try await watch.next() == .paths(["\(folder)/written"]))
        }
    }

    @Test func `a folder that is new is watched with all below it, and what was in it already is told`() async throws {
        try await withTemporaryFolder { folder in
            let watch = try Self.watch(folder)
            try run("mkdir", "-p", "\(folder)/a/b")
            try write("1", to: "\(folder)/a/b/first")
            #expect(try await watch.next() == .paths(["\(folder)/a/b/first"]))
            try write("2", to: "\(folder)/a/b/second")
            #expect(try await watch.next() == .paths(["\(folder)/a/b/second"]))
        }
    }

    @Test func `a folder that was renamed is told of by its new name`() async throws {
        try await withTemporaryFolder { folder in
            try run("mkdir", "-p", "\(folder)/old/deep")
            let watch = try Self.watch(folder)
            try run("mv", "\(folder)/old", "\(folder)/new")
            #expect(try await watch.next() == .paths(["\(folder)/old"]))
            try write("1", to: "\(folder)/new/deep/file")
            #expect(try await watch.next() == .paths(["\(folder)/new/deep/file"]))
        }
    }

    @Test func `what is skipped is not watched, wherever it lies`() async throws {
        try await withTemporaryFolder { folder in
            try run("mkdir", "-p", "\(folder)/skipped", "\(folder)/a")
            let watch = try Self.watch(folder)
            try write("1", to: "\(folder)/skipped/file")
            try run("mkdir", "\(folder)/a/skipped")
            try write("1", to: "\(folder)/a/skipped/file")
            try write("1", to: "\(folder)/a/file")
            #expect(try await watch.next() == .paths(["\(folder)/a/file"]))
        }
    }

    @Test func `more than can be told apart is everything, and later changes are told again`() async throws {
        try await withTemporaryFolder { folder in
            let watch = try Self.watch(folder)
            try run("sh", "-c", "for i in $(seq 1200); do : > \(folder)/$i; done")
            #expect(try await watch.next() == .everything)
            try write("1", to: "\(folder)/one")
            #expect(try await watch.next() == .paths(["\(folder)/one"]))
        }
    }

    /// The kernel's own queue, whose length only root may change.
    @Test func `a queue that ran over is everything, and folders of which it told nothing are found`() async throws {
        try await withTemporaryFolder { folder in
            let watch = try Self.watch(folder)
            // Every rename is two events, and nobody reads them meanwhile.
            let program = """
                import os, sys
                folder = sys.argv[1]
                open(folder + "/a", "w").close()
                limit = int(open("/proc/sys/fs/inotify/max_queued_events").read())
                for _ in range(limit // 2 + 100):
                    os.rename(folder + "/a", folder + "/b")
                    os.rename(folder + "/b", folder + "/a")
                os.mkdir(folder + "/unseen")
                """
            try run("python3", "-c", program, folder)
            #expect(try await watch.next() == .everything)
            try write("1", to: "\(folder)/unseen/file")
            #expect(try await watch.next() == .paths(["\(folder)/unseen/file"]))
        }
    }

    @Test func `a root that goes and comes back is watched again`() async throws {
        try await withTemporaryFolder { folder in
            let root = "\(folder)/root"
            try run("mkdir", root)
            let watch = try Self.watch(root)
            try run("rmdir", root)
            #expect(try await watch.next() == .paths([root]))
            try run("mkdir", root)
            try write("1", to: "\(root)/file")
            #expect(try await watch.next() == .paths(["\(root)/file"]))
        }
    }

    @Test func `who waits is freed when the task is cancelled`() async throws {
        try await withTemporaryFolder { folder in
            let watch = try Self.watch(folder)
            let change = try await withThrowingTaskGroup(of: FolderChange?.self) { group in
                group.addTask { try await watch.next() }
                group.cancelAll()
                return try await group.next() ?? nil
            }
            #expect(change == nil)
        }
    }

    @Test func `a folder that is not there cannot be watched`() throws {
        let failure = #expect(throws: FileFailure.self) { try Self.watch("/nonexistent/folder") }
        #expect(failure == FileFailure(path: "/nonexistent/folder", reason: "there is no such folder"))
    }

    private static func watch(_ folder: String) throws -> FolderWatch {
        try FolderWatch([folder], quiet: .milliseconds(50)) { $0 == "skipped" }
    }
}
