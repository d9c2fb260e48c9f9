import CLinux
import Glibc

/// Wakes a thread that waits for descriptors.
package final class Bell: Sendable {
    /// Readable from the first ring on.
    package let descriptor: Int32

    package init() throws(SystemError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw .last }
    }

    deinit { _ = close(descriptor) }

    package func ring() {
        var one: UInt64 = 1
        // It fails only where it has been rung more often than a number can tell.
        _ = uninterrupted { write(descriptor, &one, MemoryLayout<UInt64>.size) }
    }
}
