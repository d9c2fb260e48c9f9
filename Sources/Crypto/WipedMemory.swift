import CCrypto

/// Memory that is overwritten before it is given back.
///
/// It is written while it is made and read from then on, by any number of threads at once.
final class WipedMemory: Sendable {
    /// An address as a number: the compiler lets no pointer cross threads, and docs/decisions/0008 says why ours may.
    private let address: UInt
    let count: Int

    /// Allocates zeros and has them filled; what is thrown on the way finds them wiped as well.
    init<Failure: Error>(
        count: Int,
        filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 16)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        address = UInt(bitPattern: memory.baseAddress)
        self.count = count
        try fill(UnsafeMutableRawBufferPointer(rebasing: memory.prefix(count)))
    }

    deinit {
        let memory = UnsafeMutableRawPointer(bitPattern: address)
        OPENSSL_cleanse(memory, count)
        memory?.deallocate()
    }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The memory must not end before the body does.
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
    }
}
