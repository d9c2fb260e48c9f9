import Glibc
import SystemCalls

/// A file that is open; it is closed with the last who holds it, and its bytes stay readable until then even where its
/// name has been removed.
///
/// The calls wait for the disk. They take pieces small enough for that to be short.
package final class OpenFile: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Makes a file that must not be there yet, which only its owner may read.
    package static func create(_ path: String) throws(FileFailure) -> OpenFile {
        try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
    }

    package static func read(_ path: String) throws(FileFailure) -> OpenFile {
        try OpenFile(path, O_RDONLY)
    }

    private init(_ path: String, _ flags: Int32) throws(FileFailure) {
        self.path = path
        switch uninterrupted({ Int(open(path, flags | O_CLOEXEC | O_NOCTTY, 0o600)) }) {
        case .success(let opened): descriptor = Int32(opened)
        case .failure(let error): throw FileFailure(path: path, reason: error.reason)
        }
    }

    deinit {
        _ = close(descriptor)
    }

    /// Writes behind what was written.
    package func append(_ bytes: [UInt8]) throws(FileFailure) {
        var offset = 0
        while offset < bytes.count {
            let result = bytes.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
                return uninterrupted { write(descriptor, rest.baseAddress, rest.count) }
            }
            offset += try value(of: result)
        }
    }

    /// Up to so many bytes from an offset on; none at the end of the file.
    package func read(from offset: Int, atMost count: Int) throws(FileFailure) -> [UInt8] {
        var result = Result<Int, SystemError>.success(0)
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, initialized in
            result = uninterrupted { pread(descriptor, buffer.baseAddress, buffer.count, offset) }
            if case .success(let received) = result { initialized = received }
        }
        _ = try value(of: result)
        return bytes
    }

    /// How many bytes it has now.
    package func size() throws(FileFailure) -> Int {
        var status = stat()
        let result = uninterrupted { Int(fstat(descriptor, &status)) }
        _ = try value(of: result)
        return Int(status.st_size)
    }

    /// Returns when the bytes are on the disk.
    package func sync() throws(FileFailure) {
        _ = try value(of: uninterrupted { Int(fsync(descriptor)) })
    }

    private func value(of result: Result<Int, SystemError>) throws(FileFailure) -> Int {
        switch result {
        case .success(let value): return value
        case .failure(let error): throw FileFailure(path: path, reason: error.reason)
        }
    }
}
