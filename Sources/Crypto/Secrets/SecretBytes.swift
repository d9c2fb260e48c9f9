import CCrypto
import Encoding
package import Time

/// Bytes that print redacted, are compared in constant time, and are overwritten before their memory is given back.
///
/// They are written while they are made and only read from then on, by any number of threads at once.
package final class SecretBytes: Sendable, Redacted {
    package let count: Int
    /// An address as a number: the compiler lets no pointer cross threads, and docs/decisions/0008 says why ours may.
    private let address: UInt
    private let release: @Sendable (UnsafeMutableRawBufferPointer) -> Void

    /// Has zeros filled; where `fill` throws, what it wrote is overwritten too.
    package convenience init<Failure: Error>(
        count: Int,
        filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        try self.init(count: count, release: { $0.deallocate() }, filledBy: fill)
    }

    /// Takes what gives the memory back, so that a test can look at it first.
    init<Failure: Error>(
        count: Int,
        release: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void,
        filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        self.count = count
        self.release = release
        address = UInt(bitPattern: memory.baseAddress)
        try fill(memory)
    }

    deinit {
        let memory = UnsafeMutableRawBufferPointer(
            start: UnsafeMutableRawPointer(bitPattern: address),
            count: count
        )
        OPENSSL_cleanse(memory.baseAddress, count)
        release(memory)
    }

    /// Lends the bytes; a copy of them is the borrower's to wipe.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
    }
}

extension SecretBytes {
    /// Copies the bytes; what they were copied from is the caller's to forget.
    package convenience init(_ bytes: [UInt8]) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    package convenience init(copying bytes: UnsafeRawBufferPointer) {
        self.init(count: bytes.count) { $0.copyMemory(from: bytes) }
    }

    /// Draws bytes; `SystemRandom` is the source fit for keys.
    package convenience init(count: Int, from random: some RandomSource) {
        self.init(count: count) { random.fill($0) }
    }

    /// Nil for anything but pairs of hexadecimal digits.
    package convenience init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }
}

extension SecretBytes: Equatable {
    package static func == (left: SecretBytes, right: SecretBytes) -> Bool {
        left.withBytes { left in right.withBytes { right in ConstantTime.equal(left, right) } }
    }
}
