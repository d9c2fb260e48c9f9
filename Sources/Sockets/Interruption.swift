import CLinux
import Glibc
import Synchronization
import SystemCalls

/// Something that can be waited for beside a socket: SIGTERM, or another thread's word that all is over.
///
/// It stays readable once it has come, so every thread that waits sees it.
package final class Interruption: Sendable {
    let descriptor: Int32

    package init() throws(StreamFailure) {
        descriptor = eventfd(0, Int32(O_CLOEXEC) | O_NONBLOCK)
        guard descriptor >= 0 else { throw .dropped(reason: SystemError.last.reason) }
    }

    deinit { _ = close(descriptor) }

    /// Takes over SIGTERM's action for the whole process, whichever thread the system picks to receive it.
    package static func termination() throws(StreamFailure) -> Interruption {
        let interruption = try ofTheProcess.get()
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

    package var hasCome: Bool {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return uninterrupted { Int(poll(&wait, 1, 0)) } == .success(1)
    }

    package func ring() {
        // A counter that is full already says what this would.
        _ = eventfd_write(descriptor, 1)
    }

    /// Never closed: a second signal would ring whatever had been opened in its place.
    private static let ofTheProcess = Result { () throws(StreamFailure) in try Interruption() }
}

/// Where the signal's handler writes; a handler can be given nothing.
private let bell = Atomic<Int32>(-1)
