import CLinux
import Glibc
import Synchronization

/// A server on loopback with threads of its own: one that accepts, and one for each connection.
///
/// What it does on a connection is a test's, in blocking calls; it takes no thread from the tests' own pool.
package final class ThreadedServer: Sendable {
    package typealias Conduct = @Sendable (ServerConnection) -> Void

    package var port: UInt16 { listener.port }
    /// Connections so far, and those of them that are over.
    package let accepted = Milestone()
    package let ended = Milestone()
    private let listener: LoopbackListener

    private static let stackSize = 256 * 1024

    package init(_ conduct: @escaping Conduct) throws(ProgramFailure) {
        listener = try LoopbackListener()
        let descriptor = listener.descriptor
        let (accepted, ended) = (accepted, ended)
        try Self.startThread {
            while true {
                let connection = accept(descriptor, nil, nil)
                if connection < 0 {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    _ = close(descriptor)
                    return
                }
                accepted.reach()
                do {
                    try Self.startThread {
                        conduct(ServerConnection(adopting: connection))
                        ended.reach()
                    }
                } catch {
                    _ = close(connection)
                    ended.reach()
                }
            }
        }
    }

    /// The accepting thread closes the listener; those of connections end with them.
    deinit { _ = shutdown(listener.descriptor, Int32(SHUT_RDWR)) }

    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) throws(ProgramFailure) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackSize)
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let result = pthread_create(
            &thread,
            &attributes,
            { work in
                if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
                return nil
            },
            work.toOpaque()
        )
        guard result == 0 else {
            work.release()
            throw .call("pthread_create", result)
        }
    }
}
