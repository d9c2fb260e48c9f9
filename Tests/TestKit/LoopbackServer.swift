import Glibc

/// The server's side of HTTP conversations on loopback, led step by step by a test.
///
/// Calls block, at most `patience`: the other side is another process, never a task of this one.
package final class LoopbackServer {
    package struct Received {
        package let connection: Int32
        package let request: RecordedRequest
    }

    package struct Impatience: Error, CustomStringConvertible {
        package let description: String
    }

    private let listener: LoopbackListener
    private var connections: [Int32: [UInt8]] = [:]
    private var abandoned: [Int32] = []
    /// A loaded machine takes seconds over what takes a millisecond; a hang takes for ever.
    private let patience: Int32 = 30_000

    package var port: UInt16 { listener.port }

    package init() throws {
        listener = try LoopbackListener()
    }

    deinit {
        for descriptor in connections.keys + abandoned { _ = Glibc.close(descriptor) }
        _ = Glibc.close(listener.descriptor)
    }

    /// A connection that has been opened, before anything came on it.
    package func accepted() throws -> Int32 {
        while true {
            if let connection = connections.keys.first { return connection }
            try readMore()
        }
    }

    /// The next whole request on any connection.
    package func receive() throws -> Received {
        while true {
            for (connection, bytes) in connections {
                var rest = bytes[...]
                guard let request = RecordedRequest(readingFrom: &rest) else { continue }
                connections[connection] = Array(rest)
                return Received(connection: connection, request: request)
            }
            try readMore()
        }
    }

    /// Accepts a connection and reads until its head has come, however much of a body follows.
    package func receiveHead() throws -> (connection: Int32, head: String) {
        while true {
            for (connection, bytes) in connections {
                let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
                if let end = text.utf8.firstBlankLine { return (connection, String(text.utf8.prefix(end)) ?? "") }
            }
            try readMore()
        }
    }

    package func send(_ text: String, on connection: Int32) {
        send(Array(text.utf8), on: connection)
    }

    package func send(_ bytes: [UInt8], on connection: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads no more from a connection, which stays open.
    package func abandon(_ connection: Int32) {
        connections[connection] = nil
        abandoned.append(connection)
    }

    package func close(_ connection: Int32) {
        connections[connection] = nil
        abandoned.removeAll { $0 == connection }
        _ = Glibc.close(connection)
    }

    /// Listens no more: whoever connects from now on is refused.
    package func stopListening() {
        _ = shutdown(listener.descriptor, Int32(SHUT_RDWR))
    }

    private func readMore() throws {
        var waits = [pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)]
        waits += connections.keys.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&waits, nfds_t(waits.count), patience) > 0 else { throw Impatience(description: "nothing came") }
        if waits[0].revents != 0 {
            let connection = accept(listener.descriptor, nil, nil)
            if connection >= 0 { connections[connection] = [] }
        }
        for wait in waits.dropFirst() where wait.revents != 0 {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(wait.fd, &buffer, buffer.count, 0)
            if count > 0 { connections[wait.fd]?.append(contentsOf: buffer[..<count]) } else { close(wait.fd) }
        }
    }
}

extension String.UTF8View {
    fileprivate var firstBlankLine: Int? {
        let bytes = Array(self)
        guard bytes.count >= 4 else { return nil }
        return (0...(bytes.count - 4)).first { Array(bytes[$0..<($0 + 4)]) == Array("\r\n\r\n".utf8) }.map { $0 + 4 }
    }
}
