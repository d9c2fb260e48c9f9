import Glibc
import Synchronization

/// Standard output or standard error, a whole line at a time.
package final class StandardStream: Sendable {
    package static let output = StandardStream(STDOUT_FILENO)
    package static let error = StandardStream(STDERR_FILENO)

    private let descriptor: Int32
    /// Held while a line is written: beyond what a pipe takes at once, two threads' lines would mix.
    private let line = Mutex(())

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes all of it.
    ///
    /// A stream that nobody reads any more swallows it: there is no one left to tell.
    package func write(_ bytes: [UInt8]) {
        line.withLock { _ in
            var written = 0
            while written < bytes.count {
                let result = bytes[written...].withUnsafeBytes { rest in
                    uninterrupted { Glibc.write(descriptor, rest.baseAddress, rest.count) }
                }
                guard case .success(let count) = result else { return }
                written += count
            }
        }
    }
}
