import Glibc
import SwiftOverlayShims
import Synchronization

/// Starts the thread of a transport.
enum CurlThread {
    /// A TLS handshake and our callbacks are shallow.
    private static let stackSize = 1024 * 1024

    /// The thread owns the loop from here on, and ends when its mailbox says so.
    static func start(_ settings: CurlSettings) throws(CurlFailure) -> CurlMailbox {
        let loop = try CurlLoop(settings)
        let mailbox = loop.mailbox
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackSize)
        var thread = pthread_t()
        let life = Unmanaged.passRetained(Life(loop, settings.gauge))
        settings.gauge.threadCount.add(1, ordering: .relaxed)
        let result = pthread_create(
            &thread,
            &attributes,
            { life in
                if let life { Unmanaged<Life>.fromOpaque(life).takeRetainedValue().live() }
                return nil
            },
            life.toOpaque()
        )
        guard result == 0 else {
            life.release()
            settings.gauge.threadCount.subtract(1, ordering: .relaxed)
            throw CurlFailure("no thread could be started (error \(result))")
        }
        return mailbox
    }

    private final class Life {
        private var loop: CurlLoop?
        private let gauge: CurlGauge

        init(_ loop: CurlLoop, _ gauge: CurlGauge) {
            self.loop = loop
            self.gauge = gauge
        }

        func live() {
            Self.leaveSignalsToOthers()
            loop?.run()
            let mailbox = loop?.mailbox
            loop = nil
            gauge.threadCount.subtract(1, ordering: .releasing)
            mailbox?.announceEnd()
        }

        /// A handler may block what it interrupts, and OpenSSL may write to a connection that is gone.
        private static func leaveSignalsToOthers() {
            var signals = sigset_t()
            sigfillset(&signals)
            for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP] { sigdelset(&signals, fault) }
            pthread_sigmask(SIG_BLOCK, &signals, nil)
        }
    }
}
