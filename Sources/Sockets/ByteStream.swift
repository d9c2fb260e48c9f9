/// A two-way stream of bytes: a socket, or memory in a test.
///
/// The protocol is asynchronous so that a stream in memory can suspend its reader; a socket blocks the calling thread.
package protocol ByteStream: Sendable {
    /// Appends what has arrived, at most `limit` bytes, and waits where nothing has. Zero is the end of the stream.
    func read(into buffer: inout [UInt8], atMost limit: Int) async throws(StreamFailure) -> Int

    /// Writes all of both, in as few packets as the network allows.
    func write(_ head: [UInt8], _ body: [UInt8]) async throws(StreamFailure)

    /// Waits until a read would not block, or until the interruption comes first: what has arrived goes before it.
    func waitForBytes(unless interruption: Interruption) async throws(StreamFailure) -> Readiness

    /// Whether the other side is still there, and has sent nothing that was not read yet.
    var isQuiet: Bool { get }

    /// Ends both directions; a second call does nothing.
    func close()
}

/// How a wait for bytes ended.
package enum Readiness: Sendable, Equatable {
    case readable
    case interrupted
}

/// Why a stream can carry no more.
package enum StreamFailure: Error, Equatable {
    /// No connection came about; the address as it was given, and the system's reason.
    case unreachable(address: String, reason: String)
    /// The address is not `host:port`.
    case malformedAddress(String)
    /// The other side reset or closed the connection while we wrote or read.
    case dropped(reason: String)
    /// The other side answered when it had taken this many of the bytes: its answer is waiting to be read.
    case answeredEarly(taken: Int)
}

extension StreamFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let address, let reason): "cannot connect to \(address): \(reason)"
        case .malformedAddress(let address): "'\(address)' is not an address of the form host:port"
        case .dropped(let reason): "the connection was dropped: \(reason)"
        case .answeredEarly: "the other side answered before it had read the whole request"
        }
    }
}
