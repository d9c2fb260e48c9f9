import CLinux
import Glibc
import SystemCalls

/// Wakes a thread that waits for descriptors.
final class Bell: Sendable {
    /// Readable from the first ring on.
    let descriptor: Int32

    init() throws(SystemError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw .last }
    }

    deinit { _ = close(descriptor) }

    func ring() {
        var one: UInt64 = 1
        // It fails only where it has been rung more often than a number can tell.
        _ = uninterrupted { write(descriptor, &one, MemoryLayout<UInt64>.size) }
    }
}
