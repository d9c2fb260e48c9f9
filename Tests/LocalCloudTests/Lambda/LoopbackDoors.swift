import Glibc
import HTTP
import TestKit

@testable import LocalCloud

/// Listeners for Runtime APIs, until the HTTP server is here: threads read requests, tasks answer them.
///
/// What is asked is answered within `serve()`.
final class LoopbackDoors: RuntimeDoors {
    private struct Question: Sendable {
        let request: RecordedRequest
        let answerer: any Answerer
        let reply: Reply
    }

    /// A connection's thread waits here until a task has the answer.
    private final class Reply: Sendable {
        private let ends: [Int32]
        private let bytes = Shared<[UInt8]>([])

        init() {
            var ends: [Int32] = [-1, -1]
            _ = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends)
            self.ends = ends
        }

        deinit { for end in ends { _ = close(end) } }

        func give(_ bytes: [UInt8]) {
            self.bytes.withLock { $0 = bytes }
            _ = write(ends[0], [1], 1)
        }

        func wait() -> [UInt8] {
            var byte: UInt8 = 0
            while read(ends[1], &byte, 1) < 0, errno == EINTR {}
            return bytes.withLock { $0 }
        }
    }

    private final class Door: RuntimeDoor {
        let address: String
        private let server: Shared<ThreadedServer?>

        init(_ server: ThreadedServer) {
            address = "127.0.0.1:\(server.port)"
            self.server = Shared(server)
        }

        func close() async { server.withLock { $0 = nil } }
    }

    private let questions: AsyncStream<Question>
    private let question: AsyncStream<Question>.Continuation

    init() {
        (questions, question) = AsyncStream.makeStream()
    }

    func open(to answerer: any Answerer) async throws(RuntimeDoorFailure) -> any RuntimeDoor {
        let question = question
        do {
            return Door(
                try ThreadedServer { connection in
                    while let request = connection.request() {
                        let reply = Reply()
                        question.yield(Question(request: request, answerer: answerer, reply: reply))
                        connection.send(reply.wait())
                    }
                }
            )
        } catch {
            throw RuntimeDoorFailure(reason: "\(error)")
        }
    }

    func serve() async {
        await withDiscardingTaskGroup { group in
            for await question in questions {
                group.addTask {
                    question.reply.give(await question.answerer.answer(WebRequest(question.request)).wire)
                }
            }
        }
    }
}

extension WebRequest {
    init(_ request: RecordedRequest) {
        self.init(
            method: request.method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1"),
            target: request.target,
            headers: WebHeaders(request.headers.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }),
            body: .bytes(request.body)
        )
    }
}

extension WebAnswer {
    /// As it goes over a connection.
    var wire: [UInt8] {
        let bytes: [UInt8] = if case .bytes(let bytes) = body { bytes } else { [] }
        var head = "HTTP/1.1 \(status) Answer\r\nContent-Length: \(bytes.count)\r\n"
        for field in headers.fields { head += "\(field.name): \(field.value)\r\n" }
        return Array((head + "\r\n").utf8) + bytes
    }
}
