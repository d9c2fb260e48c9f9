import Glibc

/// A connection as its server sees it.
///
/// Calls block, at most two minutes; it is closed with its last reference.
package final class ServerConnection {
    private var descriptor: Int32
    private var unread: [UInt8] = []

    /// A loaded machine takes seconds over what takes a millisecond; a hang takes for ever.
    private static let patience = 120
    /// In milliseconds; whoever does nothing for so long waits for us.
    private static let `while`: Int32 = 300

    init(adopting descriptor: Int32) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close() }

    /// The next whole request, or nil where the other side closed.
    package func request() -> RecordedRequest? {
        while true {
            var rest = unread[...]
            if let request = RecordedRequest(readingFrom: &rest) {
                unread = Array(rest)
                return request
            }
            guard readMore() else { return nil }
        }
    }

    /// The next request's head, with its blank line; nil where the other side closed.
    ///
    /// A body stays unread.
    package func head() -> String? {
        while true {
            if let end = unread.headEnd {
                defer { unread.removeFirst(end) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            guard readMore() else { return nil }
        }
    }

    /// What has come; nothing where the other side closed.
    package func read() -> [UInt8] {
        if unread.isEmpty, !readMore() { return [] }
        defer { unread = [] }
        return unread
    }

    /// Whether the other side closed before anything else came.
    package func isClosed() -> Bool { unread.isEmpty && !readMore() }

    /// False where the other side is gone.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    package func send(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = ArraySlice(bytes)
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends until the other side has read nothing for a while, and gives how much went.
    package func sendUntilStuck(_ count: Int) -> Int {
        let piece = [UInt8](repeating: 1, count: 64 * 1024)
        var sent = 0
        while sent < count {
            var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&wait, 1, Self.while) > 0 else { return sent }
            let part = min(piece.count, count - sent)
            sent += max(0, Glibc.send(descriptor, piece, part, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)))
        }
        return sent
    }

    /// Reads nothing for as long as the other side still sends.
    package func waitUntilNothingComes() {
        var before: Int32 = -1
        var waiting: Int32 = 0
        while waiting != before {
            before = waiting
            usleep(useconds_t(Self.while) * 1_000)
            _ = ioctl(descriptor, UInt(FIONREAD), &waiting)
        }
    }

    /// Ends the connection in the middle of whatever goes on: the other side gets an error, not an end.
    package func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    package func close() {
        guard descriptor >= 0 else { return }
        _ = Glibc.close(descriptor)
        descriptor = -1
    }

    private func readMore() -> Bool {
        guard descriptor >= 0 else { return false }
        let before = unread.count
        unread.append(addingCapacity: 1 << 16) { free in
            free.withUnsafeMutableBufferPointer { bytes, count in
                var received = recv(descriptor, bytes.baseAddress, bytes.count, 0)
                while received < 0, errno == EINTR { received = recv(descriptor, bytes.baseAddress, bytes.count, 0) }
                count = max(0, received)
            }
        }
        return unread.count > before
    }
}

extension [UInt8] {
    /// Where the first blank line ends.
    fileprivate var headEnd: Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard count >= mark.count else { return nil }
        let start = (0...(count - mark.count)).first { self[$0..<$0 + mark.count].elementsEqual(mark) }
        return start.map { $0 + mark.count }
    }
}
