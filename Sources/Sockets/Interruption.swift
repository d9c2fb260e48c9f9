import CLinux
import Glibc

/// SIGTERM as something that can be waited for beside a socket.
///
/// It stays readable once the signal has come, so every thread that waits sees it.
package final class Interruption: Sendable {
    let descriptor: Int32

    /// Takes SIGTERM out of its default action. Comes before any other thread starts: threads inherit the mask.
    package static func termination() throws(StreamFailure) -> Interruption {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        let blocked = pthread_sigmask(SIG_BLOCK, &signals, nil)
        guard blocked == 0 else { throw .dropped(reason: SystemError(number: blocked).reason) }
        let descriptor = signalfd(-1, &signals, Int32(SOCK_CLOEXEC.rawValue))
        guard descriptor >= 0 else { throw .dropped(reason: SystemError.last.reason) }
        return Interruption(adopting: descriptor)
    }

    private init(adopting descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }
}
