import Domain
import Engines
import HTTP
import Ports
import TestKit
import Time

/// An engine of a test's own on loopback, and the scanner that asks it.
struct EngineFixture {
    let server: ThreadedServer
    let scanner: HTTPScanner

    init(_ row: AnswerRow = .verdicts, path: String = "", _ conduct: @escaping ThreadedServer.Conduct) throws {
        server = try ThreadedServer(conduct)
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: server.port)
        scanner = HTTPScanner(CurlTransport(trusting: .none), at: origin, path: path, row)
    }

    /// What comes of a scan, for a test to compare.
    func outcome(
        of content: any ScanContent,
        within time: Duration = .seconds(30)
    ) async -> Result<Verdict, PortError> {
        do throws(PortError) {
            return .success(try await scanner.until(SystemClock().now + time).scan(content))
        } catch {
            return .failure(error)
        }
    }
}

extension AnswerRow {
    /// A vendor that says `clean` and `infected`.
    static var verdicts: AnswerRow {
        var row = AnswerRow()
        row.verdict = AnswerPlace("result.verdict")
        row.categories = ["clean": .undetected, "infected": .malicious, "0": .harmless, "true": .suspicious]
        row.text = AnswerPlace("result.name")
        row.engineVersion = AnswerPlace("header:X-Engine")
        row.signatureVersion = AnswerPlace("signatures.0")
        return row
    }
}

extension CertificateAuthorities {
    /// For requests that need none.
    static let none = CertificateAuthorities(.file("/nowhere"))
}

extension ServerConnection {
    /// Reads a request whole, as a server does that gives leave for its body, and answers.
    func answer(_ status: String = "200 OK", headers: String = "", _ body: (Int) -> String) {
        guard let head = head() else { return }
        if head.contains("100-continue") { send("HTTP/1.1 100 Continue\r\n\r\n") }
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
        let count = length.flatMap { Int($0.dropFirst("Content-Length: ".count)) } ?? 0
        var left = count
        while left > 0 {
            let bytes = read()
            if bytes.isEmpty { return }
            left -= bytes.count
        }
        reply(body(count), status, headers: headers)
    }

    func reply(_ body: String, _ status: String = "200 OK", headers: String = "") {
        send("HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}

/// So many bytes, made as they are asked for.
struct MadeContent: ScanContent {
    let size: ByteCount
    /// What it gives in the end, where that is not what it promised.
    var really: Int64?
    var failure: PortError?
    let given = Milestone()
    let ended = Shared<PortError?>(nil)

    static let pieceSize: Int64 = 256 * 1024

    init(_ size: Int64) { self.size = ByteCount(size) }

    func head(_ count: Int) async throws(PortError) -> [UInt8] { [UInt8](repeating: 0x61, count: count) }

    func read(into sink: any ByteSink) async throws(PortError) {
        do throws(PortError) {
            var left = really ?? size.bytes
            while left > 0 {
                let count = min(left, Self.pieceSize)
                try await sink.take([UInt8](repeating: 0x61, count: Int(count)))
                given.reach()
                left -= count
            }
            if let failure { throw failure }
        } catch {
            ended.withLock { $0 = error }
            throw error
        }
    }
}
