import Simulation
import Synchronization
import Testing
import Time

/// That a run is its seed and nothing else.
struct SimulationTests {
    @Test func `the same seed gives the same run, and others give others`() throws {
        let runs = try (0..<20).map { try trace(seed: UInt64($0)) }
        for (seed, run) in runs.enumerated() { #expect(try trace(seed: UInt64(seed)) == run) }
        #expect(Set(runs).count > 10)
        for run in runs { #expect(run.sorted() == (0..<12).sorted()) }
    }

    /// Four tasks and an actor, three steps each: the order in which the steps are done.
    private func trace(seed: UInt64) throws -> [Int] {
        let ledger = Ledger()
        return try Simulation(seed: seed, start: .epoch).run {
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<4 {
                    group.addTask {
                        for step in 0..<3 {
                            await Task.yield()
                            await ledger.note(task * 3 + step)
                        }
                    }
                }
            }
            return await ledger.entries
        }
    }

    @Test func `time passes only when nothing can be done, and then at once`() throws {
        let simulation = Simulation(seed: 1, start: .epoch)
        let clock = simulation.clock
        let ledger = Ledger()
        let end = try simulation.run {
            await withTaskGroup(of: Void.self) { group in
                for hours in [3, 1, 2] {
                    group.addTask {
                        do {
                            try await clock.sleep(until: .epoch + .seconds(hours * 3600))
                            await ledger.note(hours)
                        } catch {
                            await ledger.note(-hours)
                        }
                    }
                }
            }
            return (clock.now, await ledger.entries)
        }
        #expect(end.0 == .epoch + .seconds(3 * 3600))
        #expect(end.1 == [1, 2, 3])
    }

    @Test func `a sleeper that is cancelled is woken without time passing`() throws {
        let simulation = Simulation(seed: 2, start: .epoch)
        let clock = simulation.clock
        let wasCancelled = try simulation.run {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        try await clock.sleep(until: .epoch + .seconds(60))
                        return false
                    } catch {
                        return true
                    }
                }
                await Task.yield()
                group.cancelAll()
                return await group.next() ?? false
            }
        }
        #expect(wasCancelled)
        #expect(clock.now == .epoch)
    }

    @Test func `what waits for what can never come is told, not waited for`() {
        let simulation = Simulation(seed: 3, start: .epoch)
        let kept = Kept()
        #expect(throws: Stuck(at: .epoch)) {
            try simulation.run { await withCheckedContinuation { kept.keep($0) } }
        }
        kept.release()
    }
}

private actor Ledger {
    private(set) var entries: [Int] = []

    func note(_ entry: Int) {
        entries.append(entry)
    }
}

/// A continuation that nobody resumes while it matters.
private final class Kept: Sendable {
    private let continuation = Mutex<CheckedContinuation<Void, Never>?>(nil)

    func keep(_ continuation: CheckedContinuation<Void, Never>) {
        self.continuation.withLock { $0 = continuation }
    }

    func release() {
        continuation.withLock { $0.take() }?.resume()
    }
}
