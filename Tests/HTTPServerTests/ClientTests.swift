import HTTP
import HTTPServer
import Synchronization
import TestKit
import Testing

/// Clients that nobody here wrote, and our own.
@Suite(.timeLimit(.minutes(2))) struct ClientTests {
    @Test(arguments: [
        (["-d", "hello"], "hello|200"), (["-H", "Transfer-Encoding: chunked", "-d", "hello"], "hello|200"),
        (["--http1.0", "-d", "x"], "x|200"),
        (["-I"], "|200"), (["-X", "OPTIONS", "--request-target", "*"], "|200"),
        (["-x", "http://127.0.0.1:PORT"], "|200"),
        (["-H", "Expect: 100-continue", "-d", "hello"], "hello|200"),
    ])
    func `curl gets its answers`(options: [String], expected: String) async throws {
        try await serving(Echo()) { port in
            let options = options.map { $0.replacing("PORT", with: "\(port)") }
            let curl = ["curl", "-sS", "-w", "|%{http_code}", "http://127.0.0.1:\(port)/a%2Fb"] + options
            let output = try run(curl)
            #expect(output.hasSuffix(expected))
        }
    }

    @Test func `curl keeps its connection`() async throws {
        try await serving(Echo()) { port in
            let url = "http://127.0.0.1:\(port)/"
            let output = try run("curl", "-sS", "-w", "%{num_connects} ", "-d", "", url, url, url)
            #expect(output == "1 0 0 ")
        }
    }

    @Test(.enabled(if: PythonPeer.botocore.isInstalled, Comment(rawValue: PythonPeer.botocore.absence)))
    func `Python's clients get their answers`() async throws {
        let server = Scripted { request in
            guard request.target.hasPrefix("/bucket/") else { return await Echo().answer(request) }
            return WebAnswer(status: 200, headers: ["ETag": "\(await request.body.length)"])
        }
        try await serving(server) { port in
            let lines = try run(PythonPeer.command("http_clients") + ["\(port)"]).split(separator: "\n").map(
                String.init
            )
            #expect(
                lines == [
                    "http.client 200 GET /a%2fb//c?d=%41 0", "http.client 200 POST /length 100000",
                    "http.client 200 HEAD /head 0", "http.client 200 PUT /chunks 70003",
                    "http.client 200 DELETE /end 0",
                    "urllib3 200 /urllib3 0", "urllib3 200 /urllib3 10", "urllib3 200 /urllib3 3000000",
                    "connections 1",
                    "boto3 10", "boto3 3000000",
                ]
            )
        }
    }

    @Test func `our own client gets streams back as it sends them`() async throws {
        try await serving(Echo()) { port in
            let transport = CurlTransport(trusting: CertificateAuthorities(.file("/none")))
            let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: port)
            for length in [Int?.none, 3_000_000] {
                let body = WebBody.stream(Counted(3_000_000), length: length)
                let answer = try await transport.exchange(
                    WebRequest(method: "PUT", origin: origin, body: body),
                    bodyLimit: 4_000_000
                )
                #expect(answer.head.status == 200)
                #expect(answer.body.count == 3_000_000)
                #expect(answer.body.indices.allSatisfy { answer.body[$0] == UInt8(truncatingIfNeeded: $0 / 1_000) })
            }
            await transport.shutDown()
        }
    }

    @Test func `a hundred connections are served at a time`() async throws {
        let all = Milestone()
        let together = Scripted { _ in
            // Each waits for the last.
            all.reach()
            await all.wait(for: 100)
            return WebAnswer(status: 200)
        }
        try await serving(together) { port in
            let transport = CurlTransport(trusting: CertificateAuthorities(.file("/none")))
            let request = WebRequest(origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: port))
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<100 {
                    group.addTask { try await transport.exchange(request, bodyLimit: 100).head.status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 100))
            await transport.shutDown()
        }
    }
}

extension WebBody {
    fileprivate var length: Int {
        get async {
            switch self {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .stream(let source, _): await source.wholeText().count
            }
        }
    }
}

/// Bytes that tell their place.
private final class Counted: BodySource {
    private let given = Mutex(0)
    private let length: Int

    init(_ length: Int) {
        self.length = length
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        given.withLock { given in
            defer { given += min(limit, length - given) }
            return (given..<(given + min(limit, length - given))).map { UInt8(truncatingIfNeeded: $0 / 1_000) }
        }
    }

    func rewind() async -> Bool { false }
}
