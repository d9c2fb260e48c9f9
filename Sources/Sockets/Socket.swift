import Glibc
import SystemCalls

/// A TCP connection whose calls block.
///
/// A function has one event at a time on a thread, so a blocking read costs less than any event loop: no hop, no timer.
package final class Socket: ByteStream {
    private let descriptor: Int32

    /// Takes over a connected descriptor and closes it at the end.
    init(adopting descriptor: Int32) {
        self.descriptor = descriptor
    }

    package init(connectingTo address: Address) throws(StreamFailure) {
        var failure = SystemError(number: ECONNREFUSED)
        let connected = try address.firstResolved { socketAddress, length in
            switch Socket.open(socketAddress, length) {
            case .success(let descriptor): return descriptor
            case .failure(let error):
                failure = error
                return nil
            }
        }
        guard let connected else { throw .unreachable(address: address.description, reason: failure.reason) }
        descriptor = connected
    }

    deinit { _ = Glibc.close(descriptor) }

    package func read(into buffer: inout [UInt8], atMost limit: Int) throws(StreamFailure) -> Int {
        var result = Result<Int, SystemError>.success(0)
        buffer.append(addingCapacity: limit) { free in
            free.withUnsafeMutableBufferPointer { bytes, count in
                result = uninterrupted { recv(descriptor, bytes.baseAddress, min(limit, bytes.count), 0) }
                if case .success(let received) = result { count = received }
            }
        }
        switch result {
        case .success(let count): return count
        case .failure(let error): throw .dropped(reason: error.reason)
        }
    }

    /// Does not wait for a peer that has stopped reading because it has answered already: that answer is the news.
    package func write(_ head: [UInt8], _ body: [UInt8]) throws(StreamFailure) {
        let total = head.count + body.count
        var written = 0
        while written < total {
            switch send(head, body, from: written) {
            case .success(let count):
                written += count
            case .failure(let error) where error.isWouldBlock:
                guard try roomComesFirst() else { throw .answeredEarly(taken: written) }
            case .failure(let error):
                throw .dropped(reason: error.reason)
            }
        }
    }

    package func waitForBytes(unless interruption: Interruption) throws(StreamFailure) -> Readiness {
        var waits = [
            pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        if case .failure(let error) = uninterrupted({ Int(poll(&waits, 2, -1)) }) {
            throw .dropped(reason: error.reason)
        }
        // What has arrived was given to us before we stopped, and counts.
        return waits[1].revents == 0 ? .interrupted : .readable
    }

    package var isQuiet: Bool {
        var byte: UInt8 = 0
        switch uninterrupted({ recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) }) {
        case .success: return false
        case .failure(let error): return error.isWouldBlock
        }
    }

    package func close() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private static func open(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Result<Int32, SystemError> {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(Int32(address.pointee.sa_family), kind, 0)
        guard descriptor >= 0 else { return .failure(.last) }
        guard case .success = uninterrupted({ Int(connect(descriptor, address, length)) }) else {
            let error = SystemError.last
            _ = Glibc.close(descriptor)
            return .failure(error)
        }
        var on: Int32 = 1
        // A refusal costs some milliseconds a message and nothing else: small writes wait for an acknowledgement.
        _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return .success(descriptor)
    }

    private func send(_ head: [UInt8], _ body: [UInt8], from start: Int) -> Result<Int, SystemError> {
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
                    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                    return uninterrupted { sendmsg(descriptor, &message, flags) }
                }
            }
        }
    }

    private func roomComesFirst() throws(StreamFailure) -> Bool {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
        if case .failure(let error) = uninterrupted({ Int(poll(&wait, 1, -1)) }) {
            throw .dropped(reason: error.reason)
        }
        return wait.revents & Int16(POLLIN | POLLHUP) == 0
    }
}
