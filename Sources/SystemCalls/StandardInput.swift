import Glibc

/// What was piped in.
package enum StandardInput {
    /// All of it, up to a limit; nil where there is more.
    package static func readAll(atMost limit: Int) throws(SystemError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = try read(65_536)
            if piece.isEmpty { return bytes }
            bytes += piece
        }
        return nil
    }

    private static func read(_ count: Int) throws(SystemError) -> [UInt8] {
        var result = Result<Int, SystemError>.success(0)
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            result = uninterrupted { Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count) }
            if case .success(let received) = result { initialized = received }
        }
        _ = try result.get()
        return bytes
    }
}
