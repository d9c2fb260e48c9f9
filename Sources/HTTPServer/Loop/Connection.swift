import Glibc
import SystemCalls
import Time

/// The bytes of one connection, both ways.
struct Connection: Sendable {
    let channel: Channel
    let limits: ServerLimits
    let clock: any WallClock

    /// Appends what has arrived, at most `limit` bytes; false at the end of the stream.
    func read(
        into inbox: inout Inbox,
        atMost limit: Int,
        _ patience: Patience
    ) async throws(ConnectionEnd) -> Bool {
        while true {
            let attempt = channel.attempt(.reading) { descriptor in
                inbox.append(atMost: limit) { room in
                    uninterrupted { recv(descriptor, room.baseAddress, room.count, 0) }
                }
            }
            switch attempt {
            case .done(0): return false
            case .done(let count):
                // What is short of the room was all there was, and the next call would only say so.
                if count < limit { channel.exhaust(.reading) }
                return true
            case .notReady:
                if patience.isIdle { inbox.clear() }
                try await wait(for: .reading, patience)
            case .failed: throw .broken
            }
        }
    }

    /// Writes all of both, in as few packets as the network allows.
    func write(_ head: [UInt8], _ body: [UInt8] = []) async throws(ConnectionEnd) {
        let total = head.count + body.count
        var written = 0
        while written < total {
            switch channel.attempt(.writing, { send(head, body, from: written, to: $0) }) {
            case .done(let count): written += count
            case .notReady: try await wait(for: .writing, stalling)
            case .failed: throw .broken
            }
        }
    }

    /// Until when the other side may do nothing while it is its turn.
    var stalling: Patience { Patience(deadline: clock.now + limits.stallTime) }

    private func wait(for direction: Direction, _ patience: Patience) async throws(ConnectionEnd) {
        switch await channel.wait(for: direction, patience) {
        case .ready: return
        case .tooLong: throw .tooSlow
        case .cut: throw .cut
        }
    }

    private func send(
        _ head: [UInt8],
        _ body: [UInt8],
        from start: Int,
        to descriptor: Int32
    ) -> Result<Int, SystemError> {
        head.withUnsafeBytes { head in
            body.withUnsafeBytes { body in
                let rest = UnsafeRawBufferPointer(rebasing: head[min(start, head.count)...])
                let bodyRest = UnsafeRawBufferPointer(rebasing: body[max(0, start - head.count)...])
                return withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
                    parts[0] = iovec(iov_base: UnsafeMutableRawPointer(mutating: rest.baseAddress), iov_len: rest.count)
                    parts[1] = iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: bodyRest.baseAddress),
                        iov_len: bodyRest.count
                    )
                    var message = msghdr()
                    message.msg_iov = parts.baseAddress
                    message.msg_iovlen = 2
                    return uninterrupted { sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL)) }
                }
            }
        }
    }
}

/// Why a connection carries no more.
enum ConnectionEnd: Error, Equatable {
    /// The other side reset it.
    case broken
    /// The other side took longer than its patience.
    case tooSlow
    /// We end it.
    case cut
    /// What came is no request.
    case refused(RequestFault)
}
