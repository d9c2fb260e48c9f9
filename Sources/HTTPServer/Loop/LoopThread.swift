import Glibc
import SwiftOverlayShims
import SystemCalls

/// The thread of an event loop.
struct LoopThread: ~Copyable {
    private let thread: pthread_t

    /// Parsers and answerers are shallow: JSON is limited in its depth.
    private static let stackSize = 2 * 1024 * 1024

    init(running loop: EventLoop) throws(ServerFailure) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, Self.stackSize)
        var thread = pthread_t()
        let life = Unmanaged.passRetained(loop)
        let result = pthread_create(
            &thread,
            &attributes,
            { life in
                LoopThread.leaveSignalsToOthers()
                if let life { Unmanaged<EventLoop>.fromOpaque(life).takeRetainedValue().run() }
                return nil
            },
            life.toOpaque()
        )
        guard result == 0 else {
            life.release()
            throw .system(call: "pthread_create", SystemError(number: result))
        }
        self.thread = thread
    }

    /// Waits for the end, which the loop was told of: microseconds.
    consuming func join() {
        pthread_join(thread, nil)
    }

    /// A handler may block what it interrupts, and there is one thread for all.
    private static func leaveSignalsToOthers() {
        var signals = sigset_t()
        sigfillset(&signals)
        for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP] { sigdelset(&signals, fault) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
