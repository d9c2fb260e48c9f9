import Glibc

/// What is read from its beginning to its end: standard input, files, pipes.
package enum InputStream {
    /// All of it, up to a limit; nil where there is more.
    package static func readAll(atMost limit: Int) throws(SystemError) -> [UInt8]? {
        try readAll(of: STDIN_FILENO, atMost: limit)
    }

    /// The same of a pipe that has a name, such as a shell gives to `<(…)`; waits for whoever writes into it.
    package static func readAll(of path: String, atMost limit: Int) throws(SystemError) -> [UInt8]? {
        let descriptor: Int32
        switch uninterrupted({ Int(open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) }) {
        case .success(let opened): descriptor = Int32(opened)
        case .failure(let error): throw error
        }
        defer { _ = close(descriptor) }
        return try readAll(of: descriptor, atMost: limit)
    }

    private static func readAll(of descriptor: Int32, atMost limit: Int) throws(SystemError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = try read(65_536, of: descriptor)
            if piece.isEmpty { return bytes }
            bytes += piece
        }
        return nil
    }

    private static func read(_ count: Int, of descriptor: Int32) throws(SystemError) -> [UInt8] {
        var result = Result<Int, SystemError>.success(0)
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            result = uninterrupted { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
            if case .success(let received) = result { initialized = received }
        }
        _ = try result.get()
        return bytes
    }
}
