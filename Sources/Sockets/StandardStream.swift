import Glibc
import Synchronization
package import SystemCalls

/// Standard output or standard error, a whole line at a time.
package final class StandardStream: Sendable {
    package static let output = StandardStream(STDOUT_FILENO)
    package static let error = StandardStream(STDERR_FILENO)

    private let descriptor: Int32
    /// Held while a line is written: beyond what a pipe takes at once, two threads' lines would mix.
    ///
    /// It has the first failure, if there was one.
    private let line = Mutex<SystemError?>(nil)

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Takes the standard descriptors as they were inherited, before anything else is opened.
    ///
    /// A closed one is opened on nothing: the first socket would take its place, and lines would go to the peer. A
    /// reader that has gone is an error of the write then, not a signal that ends the process. Programs that are
    /// started from here inherit that, and are to be given the signal back.
    package static func takeOver() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free descriptor is taken, which is this one.
            _ = open("/dev/null", O_RDWR)
        }
        signal(SIGPIPE, SIG_IGN)
    }

    /// Why something could not be written, at first; that nobody reads any more is no failure.
    package var failure: SystemError? { line.withLock { $0 } }

    /// Writes all of it.
    ///
    /// A stream that nobody reads any more swallows it: there is no one left to tell. So does one that fails, which
    /// `failure` tells of.
    package func write(_ bytes: [UInt8]) {
        line.withLock { failure in
            var written = 0
            while written < bytes.count {
                let result = bytes[written...].withUnsafeBytes { rest in
                    uninterrupted { Glibc.write(descriptor, rest.baseAddress, rest.count) }
                }
                switch result {
                case .success(let count): written += count
                // Whoever shares the pipe may have made it non-blocking for all.
                case .failure(let error) where error.isWouldBlock: waitForRoom()
                case .failure(let error):
                    if failure == nil, error.number != EPIPE { failure = error }
                    return
                }
            }
        }
    }

    private func waitForRoom() {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = uninterrupted { Int(poll(&wait, 1, -1)) }
    }
}
