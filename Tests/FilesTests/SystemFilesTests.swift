import Files
import Glibc
import TestKit
import Testing

struct SystemFilesTests {
    private func reason(_ path: String) -> String? {
        do throws(FileFailure) {
            _ = try SystemFiles().read(path)
            return nil
        } catch {
            #expect(error.path == path)
            return error.reason
        }
    }

    @Test(arguments: [0, 1, 16_384, 16_385, SystemFiles.longest])
    func `a file is read to its end`(count: Int) throws {
        try withTemporaryFolder { folder in
            try write(String(repeating: "x", count: count), to: "\(folder)/a")
            #expect(try SystemFiles().read("\(folder)/a") == [UInt8](repeating: UInt8(ascii: "x"), count: count))
        }
    }

    @Test func `a file is read anew each time`() throws {
        try withTemporaryFolder { folder in
            for text in ["one", "two"] {
                try write(text, to: "\(folder)/a")
                #expect(try SystemFiles().read("\(folder)/a") == Array(text.utf8))
            }
        }
    }

    @Test func `a file that is not there is nothing, and so is one in a file`() throws {
        try withTemporaryFolder { folder in
            try write("", to: "\(folder)/a")
            for path in ["\(folder)/b", "\(folder)/a/b", "", "\(folder)/b/c"] {
                #expect(try SystemFiles().read(path) == nil)
            }
        }
    }

    @Test func `a file of the system that has no size is read`() throws {
        let status = try #require(try SystemFiles().read("/proc/self/status"))
        #expect(String(decoding: status, as: UTF8.self).hasPrefix("Name:"))
    }

    @Test func `the null device is a file of nothing`() throws {
        #expect(try SystemFiles().read("/dev/null") == [])
    }

    @Test func `a pipe that nobody writes into, and whatever else is no file, is refused at once`() throws {
        try withTemporaryFolder { folder in
            try #require(mkfifo("\(folder)/pipe", 0o600) == 0)
            for path in [folder, "\(folder)/pipe", "/dev/zero"] {
                #expect(reason(path) == "it is no regular file")
            }
        }
    }

    @Test func `a file that is too long is refused`() throws {
        try withTemporaryFolder { folder in
            try write(String(repeating: "x", count: SystemFiles.longest + 1), to: "\(folder)/a")
            #expect(reason("\(folder)/a") == "it is longer than 1048576 bytes")
        }
    }

    @Test func `a circle of links is an error, not an absent file`() throws {
        try withTemporaryFolder { folder in
            try #require(symlink("\(folder)/a", "\(folder)/a") == 0)
            #expect(reason("\(folder)/a") == "Too many levels of symbolic links")
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may read every file"))
    func `a file that may not be read is an error, not an absent file`() throws {
        try withTemporaryFolder { folder in
            try write("", to: "\(folder)/a")
            try #require(chmod("\(folder)/a", 0) == 0)
            #expect(reason("\(folder)/a") == "Permission denied")
        }
    }

    @Test func `a path with a zero byte is not cut short there`() {
        #expect(reason("/dev/null\u{0}x") == "no path holds a zero byte")
    }
}
