import Glibc
import SystemCalls

/// The files of this machine.
package struct SystemFiles: FileReader {
    /// Files that people write, and those that hold a token, are far smaller.
    package static let longest = 1 << 20

    package init() {}

    /// Does not wait: whatever is no regular file, and might, is refused; only /dev/null is read, as a file of nothing.
    package func read(_ path: String) throws(FileFailure) -> [UInt8]? {
        guard !path.utf8.contains(0) else { throw FileFailure(path: path, reason: "no path holds a zero byte") }
        let descriptor: Int32
        // Without O_NONBLOCK a pipe would wait here for somebody who writes into it.
        switch uninterrupted({ Int(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) }) {
        case .success(let opened): descriptor = Int32(opened)
        case .failure(let error) where error.number == ENOENT || error.number == ENOTDIR: return nil
        case .failure(let error): throw FileFailure(path: path, reason: error.reason)
        }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFailure(path: path, reason: SystemError.last.reason) }
        if status.st_mode & S_IFMT == S_IFCHR, status.st_rdev == Self.nullDevice { return [] }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileFailure(path: path, reason: "it is no regular file") }
        // The size is not asked: files of /proc have none, and others may grow.
        var bytes: [UInt8] = []
        while bytes.count <= Self.longest {
            switch readMore(from: descriptor, into: &bytes) {
            case .success(0): return bytes
            case .success: continue
            case .failure(let error): throw FileFailure(path: path, reason: error.reason)
            }
        }
        throw FileFailure(path: path, reason: "it is longer than \(Self.longest) bytes")
    }

    private func readMore(from descriptor: Int32, into bytes: inout [UInt8]) -> Result<Int, SystemError> {
        var result = Result<Int, SystemError>.success(0)
        bytes.append(addingCapacity: 1 << 14) { free in
            free.withUnsafeMutableBufferPointer { free, count in
                result = uninterrupted { Glibc.read(descriptor, free.baseAddress, free.count) }
                if case .success(let received) = result { count = received }
            }
        }
        return result
    }

    /// Major number 1, minor number 3, on every Linux.
    private static let nullDevice: dev_t = 0x103
}
