import CLinux
import Glibc
import Synchronization

/// SIGTERM as something that can be waited for beside a socket.
///
/// It stays readable once the signal has come, so every thread that waits sees it.
package final class Interruption: Sendable {
    let descriptor: Int32

    /// Takes over SIGTERM's action for the whole process, whichever thread the system picks to receive it.
    package static func termination() throws(StreamFailure) -> Interruption {
        let interruption = try Interruption()
        bell.store(interruption.descriptor, ordering: .releasing)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            // A handler may do almost nothing: one write, and errno as the interrupted code left it.
            let saved = errno
            _ = eventfd_write(bell.load(ordering: .acquiring), 1)
            errno = saved
        }
        action.sa_flags = SA_RESTART
        guard sigaction(SIGTERM, &action, nil) == 0 else { throw .dropped(reason: SystemError.last.reason) }
        // Whoever started the process may have done so from a thread that blocks signals, and a child inherits that.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        return interruption
    }

    private init() throws(StreamFailure) {
        descriptor = eventfd(0, Int32(O_CLOEXEC) | O_NONBLOCK)
        guard descriptor >= 0 else { throw .dropped(reason: SystemError.last.reason) }
    }

    deinit { _ = close(descriptor) }
}

/// Where the signal's handler writes; a handler can be given nothing.
private let bell = Atomic<Int32>(-1)
