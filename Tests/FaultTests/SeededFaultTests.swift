import TestKit
import Testing

/// All clients against a server that does everything wrong that a server can.
///
/// Other seeds than the usual ones are run by `ASSAY_FAULT_SEEDS="4 5 6" swift test --filter SeededFaultTests`.
struct SeededFaultTests {
    /// In a process of its own, where nothing else opens a descriptor or starts a thread.
    @Test func `whatever a server does, each call ends, nothing is done twice that may not be, and nothing is left`()
        async
    {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            OwnProcess.endIfItHangs()
            // The first calls start the threads that stay.
            _ = await Storm(world: try FaultyWorld(Script(seed: 0)), count: 100).run()
            let before = await OwnProcess.holdings()
            let seeds = OwnProcess.seeds([1, 2, 3])
            var total = Tally()
            var memory: Int?
            for seed in seeds {
                total = total + (await Storm(world: try FaultyWorld(Script(seed: seed)), count: 600).run())
                memory = memory ?? OwnProcess.residentMemory
            }
            let left = await OwnProcess.holdings() - before
            #expect(Sanitizer.isPresent || (left.descriptors <= 0 && left.threads <= 0), "\(left)")
            let grown = OwnProcess.residentMemory - (memory ?? 0)
            #expect(Sanitizer.isPresent || grown < 24 << 20, "it grew by \(grown) bytes")
            print("faults of seeds \(seeds): \(total), \(left), bytes \(grown)")
            expectKept(total, seeds: seeds.count)
        }
        print(String(decoding: result?.standardOutputContent ?? [], as: UTF8.self))
    }

    /// What shows that the ledger would have found it.
    @Test func `a caller who makes each failed call anew is seen to do things twice`() async throws {
        let tally = await Storm(world: try FaultyWorld(Script(seed: 1)), count: 300, tries: 2).run()
        #expect(tally.doubleEffects > 3 && tally.broken.count == tally.doubleEffects)
    }
}

/// All promises were kept, and there was reason enough to break them.
private func expectKept(_ total: Tally, seeds: Int) {
    #expect(total.broken == [])
    #expect(total.doubleEffects == 0 && total.left == 0)
    #expect(total.requests > 700 * seeds && total.retries > 150 * seeds && total.doneUnheard > 5 * seeds)
    #expect(Fault.allCases.filter { total.faults[$0, default: 0] < seeds } == [])
    #expect(min(total.skewRefusals, total.expiryRefusals, total.credentialRequests) > 5 * seeds)
    let kinds = ["broken", "deadline", "service", "unreadable"]
    #expect(kinds.filter { total.failures[$0, default: 0] < seeds } == [])
    // On a slow day more of them pass their deadlines; it is no proof of anything where most of them fail.
    #expect(total.successes > total.failed)
}
