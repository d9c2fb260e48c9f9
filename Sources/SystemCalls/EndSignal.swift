import CLinux
import Glibc
import Synchronization

/// The signals by which a person or a supervisor ends a program: Ctrl-C, SIGTERM, and a terminal that goes away.
package enum EndSignal {
    /// From now on a signal is waited for, and ends nothing by itself; a second one of its kind ends the process at
    /// once, in case the first did not.
    package static func install() {
        guard bell.load(ordering: .acquiring) < 0 else { return }
        let descriptor = eventfd(0, Int32(O_CLOEXEC))
        guard descriptor >= 0 else { return }
        bell.store(descriptor, ordering: .releasing)
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in
                // A handler may do almost nothing: one write, and errno as the interrupted code left it.
                let saved = errno
                _ = eventfd_write(EndSignal.bell.load(ordering: .acquiring), 1)
                errno = saved
            }
            action.sa_flags = SA_RESTART | Int32(bitPattern: UInt32(SA_RESETHAND))
            _ = sigaction(signal, &action, nil)
        }
    }

    /// Returns when one has come since `install()`, or the task is cancelled; who waits after that waits for no more.
    package static func wait() async {
        install()
        let descriptor = bell.load(ordering: .acquiring)
        guard descriptor >= 0 else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { watch(descriptor, $0) }
        } onCancel: {
            _ = eventfd_write(descriptor, 1)
        }
    }

    private static let bell = Atomic<Int32>(-1)

    /// A thread waits for it, since nothing else here waits for a descriptor without one.
    private static func watch(_ descriptor: Int32, _ continuation: CheckedContinuation<Void, Never>) {
        do throws(SystemError) {
            try DetachedThread.start {
                var count: eventfd_t = 0
                while eventfd_read(descriptor, &count) != 0, errno == EINTR {}
                continuation.resume()
            }
        } catch {
            // Without a thread nobody could be told of a signal: it is as if one had come.
            continuation.resume()
        }
    }
}
