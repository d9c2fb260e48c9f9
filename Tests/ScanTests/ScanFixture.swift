import Domain
import EngineWiring
import FlowKit
import HTTP
import Hosting
import JSON
import Ports
import Scan
import TestKit
import Time
import Wiring

/// A pipeline, and a scanner over it whose engine a test may choose.
struct ScanFixture {
    let pipeline: Pipeline
    let scan: ScheduledFront<QueueFront<BatchWork<Scan>>, DirectFront<EngineCheck>>

    /// With the built-in engine where no other is given.
    init(_ engine: (any Scanner)? = nil, limit: Int = 60, changes: [String: String] = [:]) async throws {
        try self.init(over: try await Pipeline(), engine, limit: limit, changes: changes)
    }

    init(
        over pipeline: Pipeline,
        _ engine: (any Scanner)?,
        limit: Int = 60,
        changes: [String: String] = [:]
    ) throws {
        self.pipeline = pipeline
        scan = try pipeline.function(changes.merging(["ENGINE_TIME_LIMIT": "\(limit)"]) { $1 }) { supply in
            let scan = try Scan(&supply, engine ?? supply.scanner())
            return ScheduledFront(
                QueueFront(batch: scan, function: "scan", control: try supply.queueControl()),
                schedule: DirectFront(scan.check)
            )
        }
    }

    static let eicar = EngineName(unchecked: "eicar")

    /// Keeps a file and its document, which is being scanned, and gives what asks the engine to look at it.
    func scanning(
        _ number: Int = 1,
        _ bytes: [UInt8] = Array("clean".utf8),
        round: Int = 1,
        _ change: (inout Document) -> Void = { _ in }
    ) async throws -> ScanRequest {
        var blob = Pipeline.documents.blob("drop/acme/\(number)")
        blob.version = try await pipeline.put(bytes, as: blob.key)
        let size = ByteCount(Int64(bytes.count))
        let now = Instant(millisecondsSinceEpoch: pipeline.clock.now.millisecondsSinceEpoch)
        let arrival = Arrival(blob: blob, size: size, sha256: nil, storedAt: now)
        let name = FileName(unchecked: "secret-name.txt")
        var document = Document(drop: arrival, of: Pipeline.organisation, name: name, version: PipelineVersion(1, 0, 0))
        (document.state, document.round) = (.scanning, 1)
        change(&document)
        var supply = try pipeline.supply()
        try await supply.documents().create(document)
        return ScanRequest(document: document.id, round: round, engines: [Self.eicar], blob: blob, size: size)
    }

    /// Hands over the requests as one batch; answers with the indices of those that stay.
    func deliver(_ requests: ScanRequest..., receives: Int = 1) async throws -> [Int] {
        try await deliver(requests, receives: receives)
    }

    func deliver(_ requests: [ScanRequest], receives: Int = 1) async throws -> [Int] {
        try await pipeline.deliver(
            requests.map { .scanRequested($0) },
            to: scan,
            from: "scan-eicar",
            receives: receives
        )
    }

    /// What was sent, in the order of the documents.
    func results() async throws -> [EngineResult] {
        try await pipeline.messages(in: "results").compactMap {
            if case .engineFinished(let result) = $0 { result } else { nil }
        }
    }

    func records() async throws -> [EngineRecord] {
        var supply = try pipeline.supply()
        return try await supply.engineRecords().all()
    }

    /// Calls as a schedule does.
    func check() async throws -> JSONValue {
        let reply = try await scan.handle(EventBytes(Array(#"{"check": true}"#.utf8)), context: pipeline.context())
        guard case .bytes(let bytes, _) = reply else { return .null }
        return try JSONValue(parsing: bytes)
    }

    /// How often this was logged.
    func lines(with words: String) -> [String] { pipeline.lines.all.filter { $0.contains(words) } }
}

extension EngineResult {
    var category: Domain.Category? { if case .open(let category, _) = finding { category } else { nil } }

    var text: String? { if case .open(_, .inline(let text)) = finding { text } else { nil } }
}
