import Glibc

/// A port on which connections are begun, but come about hardly ever: nobody accepts them.
package final class DeafPort: Sendable {
    package var port: UInt16 { listener.port }
    private let listener: LoopbackListener

    package init() throws(ProgramFailure) {
        listener = try LoopbackListener(backlog: 0)
    }

    deinit { _ = close(listener.descriptor) }
}
