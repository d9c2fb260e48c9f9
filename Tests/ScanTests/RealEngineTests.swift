import Domain
import Engines
import FlowKit
import HTTP
import JSON
import Ports
import TestKit
import Testing
import Time

/// A whole way: an object of the store, through the scanner, to an engine that is a program of its own.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)")) struct RealEngineTests {
    private static let row = #"""
        {"verdict": "verdict", "categories": {"clean": "undetected", "infected": "malicious"}, "text": "name",
         "size": "size", "engine_version": "header:X-Engine-Version", "signature_version": "db"}
        """#

    /// A scanner over a pipeline, which goes by the pipeline's time.
    private static func fixture(
        _ engine: borrowing RunningEngine,
        _ row: String = row,
        at target: String = "/",
        patience: Duration = .seconds(60)
    ) async throws -> ScanFixture {
        let pipeline = try await Pipeline()
        var row = try JSONCodec.decode(AnswerRow.self, from: Array(row.utf8))
        row.target = target
        let transport = CurlTransport(
            trusting: CertificateAuthorities(.file("/nowhere")),
            clock: pipeline.clock
        )
        let scanner = HTTPScanner(transport, at: WebOrigin(scheme: .http, host: "127.0.0.1", port: engine.port), row)
        return try ScanFixture(over: pipeline, Hurried(scanner: scanner, clock: pipeline.clock, patience: patience))
    }

    @Test func `files of all sizes are streamed from the store to the engine`() async throws {
        let engine = try RunningEngine()
        let fixture = try await Self.fixture(engine)
        let requests = [
            try await fixture.scanning(1, EICARFile.signature), try await fixture.scanning(2, []),
            try await fixture.scanning(3, [UInt8](repeating: 7, count: 3_000_000)),
        ]
        #expect(try await fixture.deliver(requests) == [])
        let results = try await fixture.results()
        #expect(results.map(\.category) == [.malicious, .undetected, .undetected])
        #expect(results.map(\.text) == ["Eicar", "Eicar", "Eicar"])
        #expect(results.allSatisfy { $0.engineVersion == "3.1" && $0.signatureVersion == "7" })
        #expect(try await fixture.records().map(\.isHealthy) == [true])
        engine.end()
    }

    @Test func `an engine that analyses is believed where its sizes are right`() async throws {
        let engine = try RunningEngine()
        let fixture = try await Self.fixture(engine, #"{"size": "size"}"#)
        #expect(try await fixture.deliver(try await fixture.scanning(1, EICARFile.signature)) == [])
        let result = try #require(try await fixture.results().first)
        #expect(result.category == .undetected && result.text?.hasPrefix(#"{"size": 68"#) == true)
        engine.end()
    }

    @Test(arguments: [
        ("/words", "the engine does not find the EICAR test file: failure, the engine's answer is no JSON"),
        ("/away", "the engine does not answer"), ("/slow", "the engine does not answer"),
    ]) func `an engine in trouble ends in a failure that says so`(_ target: String, _ text: String) async throws {
        let engine = try RunningEngine()
        let fixture = try await Self.fixture(
            engine,
            at: target,
            patience: target == "/slow" ? .milliseconds(500) : .seconds(30)
        )
        #expect(try await fixture.deliver(try await fixture.scanning(), receives: 5) == [])
        let texts = try await fixture.results().map(\.text)
        #expect(texts == [text], "\(texts)")
        engine.end()
    }

    @Test func `what answers at a setting's address and is no engine finds nothing clean`() async throws {
        let fixture = try await ScanFixture(changes: ["ENGINE_URL": "http://127.0.0.1:4566/none"])
        #expect(try await fixture.deliver(try await fixture.scanning(), receives: 5) == [])
        #expect(try await fixture.results().map(\.category) == [.failure])
    }
}

/// The program of Tests/python, which ends with whoever holds it.
private struct RunningEngine: ~Copyable {
    private let program: Program
    let port: UInt16

    init() throws {
        var program = try Program(PythonPeer.command("engine"), input: .open)
        // Where it says none, nobody is asked at port 0.
        port = program.line().flatMap { UInt16($0) } ?? 0
        self.program = program
    }

    func end() { program.endInput() }
}

/// A scanner that nobody waits for longer than a while.
private struct Hurried: Scanner {
    var scanner: HTTPScanner
    let clock: MovedClock
    let patience: Duration

    var isAnalyser: Bool { scanner.isAnalyser }

    func until(_ deadline: Instant) -> Hurried {
        var hurried = self
        hurried.scanner = scanner.until(min(deadline, clock.now + patience))
        return hurried
    }

    func identify() async throws(PortError) -> EngineIdentity { try await scanner.identify() }
    func scan(_ content: any ScanContent) async throws(PortError) -> Verdict { try await scanner.scan(content) }
}
