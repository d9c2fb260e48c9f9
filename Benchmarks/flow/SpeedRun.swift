import AWSClient
import Domain
import FlowKit
import JSON
import LocalCloud
import Ports
import Time
import Wiring

/// As many documents at once as the machine carries.
struct SpeedRun {
    let count: Int

    func tell() async throws {
        let ground = Ground(clock: SystemClock(), random: SystemRandom())
        let world = try await World(on: ground, engines: Load.engines)
        let seconds = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await world.deployment.run() }
            await world.deployment.fireFirstSchedules()
            try await ground.clock.sleep(for: .seconds(2))
            defer { group.cancelAll() }
            return try await world.handOver(count)
        }
        print(JSONValue.speed("documents_per_second", count, in: seconds))
    }
}

extension Deployed {
    /// Asks for so many uploads, sends and confirms them: how many seconds pass until the last has its last result.
    func handOver(_ count: Int) async throws -> Double {
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<Load.clients {
                group.addTask {
                    var ids: [DocumentID] = []
                    for number in stride(from: client, to: count, by: Load.clients) {
                        guard let id = try await upload(Load.file(number)) else { throw Odd("refused") }
                        ids.append(id)
                    }
                    for id in ids { try await waitUntilDone(id) }
                }
            }
            try await group.waitForAll()
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }
}

extension JSONValue {
    /// The line that a run of so many documents ends with.
    static func speed(_ key: String, _ count: Int, in seconds: Double) -> String {
        let figures: JSONValue = .object([key: .double((Double(count) / seconds).roundedValue(to: 1))])
        return String(decoding: figures.bytes(), as: UTF8.self)
    }
}

/// One document after the other, nothing else to do.
struct LatencyRun {
    let count: Int

    func tell() async throws {
        let ground = Ground(clock: SystemClock(), random: SystemRandom())
        let world = try await World(on: ground, engines: Load.engines)
        var metadata: [Double] = []
        var last: [Double] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await world.deployment.run() }
            await world.deployment.fireFirstSchedules()
            try await ground.clock.sleep(for: .seconds(2))
            for number in 0..<count {
                guard let id = try await world.upload(Load.file(number)) else { throw Odd("refused") }
                let start = ContinuousClock.now
                try await world.waitForMetadata(id)
                metadata.append((ContinuousClock.now - start) / .milliseconds(1))
                // The last result is as late as the windows of the engines' queues: a few documents show it.
                guard number < Self.waitedFor else { continue }
                try await world.waitUntilDone(id)
                last.append((ContinuousClock.now - start) / .milliseconds(1))
            }
            group.cancelAll()
        }
        let figures: JSONValue = [
            "meta_p50_ms": .double(metadata.quantile(0.5)), "meta_p99_ms": .double(metadata.quantile(0.99)),
            "last_result_p50_ms": .double(last.quantile(0.5)), "last_result_max_ms": .double(last.quantile(1)),
        ]
        print(String(decoding: figures.bytes(), as: UTF8.self))
    }

    private static let waitedFor = 10
}

extension Deployed {
    func waitForMetadata(_ id: DocumentID) async throws {
        var supply = try supply()
        let store = try supply.metadata()
        while try await store.metadata(of: id) == nil { try await outside.clock.sleep(for: .milliseconds(1)) }
    }

    func waitUntilDone(_ id: DocumentID) async throws {
        var supply = try supply()
        let documents = try supply.documents()
        while true {
            switch try await documents.load(id).value.state {
            case .processed: return
            case .failed, .expired, .archived, .deleted: throw Odd("\(id) has ended otherwise")
            case .requested, .uploading, .uploaded, .extracting, .scanning:
                try await outside.clock.sleep(for: .milliseconds(50))
            }
        }
    }
}

extension [Double] {
    fileprivate func quantile(_ part: Double) -> Double {
        guard !isEmpty else { return 0 }
        return sorted()[Int(Double(count - 1) * part)].roundedValue(to: 1)
    }
}
