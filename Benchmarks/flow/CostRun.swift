import BenchKit
import Domain
import FlowKit
import HTTP
import JSON
import LocalCloud
import Simulation
import Template
import Time

/// Documents arrive as a million a day would, in virtual time, and all that is asked of AWS is counted.
struct CostRun {
    let seconds: Int
    /// Whether clients say size and hash beforehand.
    var isAnnounced = true

    private static let perDay = 1_000_000.0
    /// Lambda begins with five pollers a queue.
    private static let pollers = 5

    func tell() throws {
        let ledger = Ledger()
        let simulation = Simulation(seed: 1, start: Instant(secondsSinceEpoch: 1_795_255_200))
        let ground = Ground(clock: simulation.clock, random: simulation.random, witness: ledger)
        let outcome = try simulation.run { await Outcome.of { try await run(on: ground, ledger) } }
        let (bill, documents) = try outcome.get()
        tell(bill, documents)
    }

    private func run(on ground: Ground, _ ledger: Ledger) async throws -> (Bill, Int) {
        let lines = LoggedBytes()
        let world = try await World(on: ground, engines: Load.engines, reader: lines)
        let documents = Int(Self.perDay / 86_400 * Double(seconds))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await world.deployment.run(pollers: Self.pollers) }
            await world.deployment.fireFirstSchedules()
            try await ground.clock.sleep(for: .seconds(60))
            // Somebody has used it before: keys are known and processes are warm.
            try await handOver(-1, to: world)
            ledger.clear()
            lines.clear()
            try await withThrowingTaskGroup(of: Void.self) { arrivals in
                for number in 0..<documents {
                    arrivals.addTask { try await handOver(number, to: world) }
                    try await ground.clock.sleep(for: .seconds(86_400 / Self.perDay))
                }
                try await arrivals.waitForAll()
            }
            group.cancelAll()
        }
        let memory = Dictionary(
            world.stack.functions.map { ($0.name, Double($0.memory) / 1_024) }
        ) { first, _ in first }
        let counts = ledger.counts
        for (name, count) in counts.polls.sorted(by: { $0.key < $1.key }) {
            print("  \(name): \((Double(count) / Double(documents)).rounded(to: 2)) receives")
        }
        for (name, count) in counts.invocations.sorted(by: { $0.key < $1.key }) {
            print("  \(name): \((Double(count) / Double(documents)).rounded(to: 3)) invocations")
        }
        for (name, units) in counts.units.sorted(by: { $0.value > $1.value }) {
            print("  \(name): \((units / Double(documents)).rounded(to: 2)) units")
        }
        let bill = Bill(
            counts,
            documents: documents,
            memory: memory,
            logged: lines.count
        )
        return (bill, documents)
    }

    /// An upload, and three looks at what comes of it, when the answers say so.
    private func handOver(_ number: Int, to world: World) async throws {
        guard let id = try await world.upload(Load.file(number), isAnnounced: isAnnounced) else {
            throw Odd("the upload was refused")
        }
        // As the answer to the confirmation says.
        try await world.ground.clock.sleep(for: .seconds(3))
        for look in 1...3 {
            let answer = try await world.call("GET", "/docs/\(id)/scan-results")
            let json = try answer.json
            if look == 3 {
                guard json["status"] == "done" else { throw Odd("not done after three looks: \(answer.text)") }
                return
            }
            let after = json["next"]?["after"]?.int ?? 1_000
            try await world.ground.clock.sleep(for: .milliseconds(after))
        }
    }

    private func tell(_ bill: Bill, _ documents: Int) {
        print("\(documents) documents at a million a day; per document, and USD a million:")
        for line in bill.lines + [bill.engines] {
            print("  \(line.name): \(line.count.rounded(to: 3))  \((line.count * line.price * 1e6).rounded(to: 2))")
        }
        let requests = bill.lines.dropLast().reduce(0.0) { sum, line in
            line.name.hasPrefix("gigabyte") || line.name.hasPrefix("units") ? sum : sum + line.count
        }
        let figures: JSONValue = [
            "usd_per_million": .double(bill.total.roundedValue(to: 2)),
            "aws_requests_per_document": .double(requests.roundedValue(to: 2)),
        ]
        print(String(decoding: figures.bytes(), as: UTF8.self))
    }
}

struct Odd: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Double {
    func roundedValue(to digits: Int) -> Double {
        let factor = (0..<digits).reduce(1.0) { product, _ in product * 10 }
        return (self * factor).rounded() / factor
    }

    func rounded(to digits: Int) -> String { "\(roundedValue(to: digits))" }
}

/// What the work came to, for those through whom no error passes.
enum Outcome {
    static func of<Value: Sendable>(_ work: () async throws -> Value) async -> Result<Value, any Error> {
        do {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
