import Glibc
import TestKit
import Testing
import Time

@Suite struct ClockTests {
    @Test func `the system's clock is the C library's`() {
        let before = Int64(time(nil))
        let now = SystemClock().now.secondsSinceEpoch
        #expect((before...before + 60).contains(now))
    }

    @Test func `the system's clock wakes after the deadline`() async throws {
        let clock = SystemClock()
        let deadline = clock.now + .milliseconds(5)
        try await clock.sleep(until: deadline)
        #expect(clock.now >= deadline)
    }

    @Test func `a deadline that has passed does not wait`() async throws {
        try await SystemClock().sleep(until: .distantPast)
        try await ManualClock().sleep(until: .epoch)
    }

    @Test(arguments: [SystemClock() as any WallClock, ManualClock()])
    func `a cancelled sleep throws`(clock: any WallClock) async {
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup { group in
                group.addTask { try await clock.sleep(until: .distantFuture) }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @Test func `a sleeper that is cancelled leaves the manual clock`() async {
        let clock = ManualClock()
        await withTaskGroup { group in
            group.addTask {
                _ = await #expect(throws: CancellationError.self) { try await clock.sleep(for: .seconds(1)) }
            }
            await clock.waitForSleepers(1)
            group.cancelAll()
        }
        #expect(clock.sleeperCount == 0)
    }

    @Test func `manual time stands still until it is moved, and never moves back`() {
        let clock = ManualClock(now: .epoch)
        #expect(clock.now == .epoch)
        clock.advance(by: .seconds(2))
        clock.advance(to: .epoch)
        #expect(clock.now == .epoch + .seconds(2))
    }

    @Test func `those wake whose deadlines time has passed, and no others`() async throws {
        let clock = ManualClock()
        try await withThrowingTaskGroup(of: String.self) { group in
            for (name, seconds) in [("c", 3), ("a", 1), ("b", 2), ("b2", 2), ("d", 9)] {
                let count = clock.sleeperCount
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    return name
                }
                await clock.waitForSleepers(count + 1)
            }
            clock.advance(by: .seconds(3))
            #expect(clock.sleeperCount == 1)
            var woken: Set<String> = []
            for _ in 0..<4 { if let name = try await group.next() { woken.insert(name) } }
            #expect(woken == ["a", "b", "b2", "c"])
            clock.advance(by: .seconds(6))
            #expect(try await group.next() == "d")
        }
    }

    @Test func `a sleeper is not woken before its deadline`() async throws {
        let clock = ManualClock()
        try await withThrowingTaskGroup { group in
            group.addTask { try await clock.sleep(for: .seconds(2)) }
            await clock.waitForSleepers(1)
            clock.advance(by: .milliseconds(1_999))
            #expect(clock.sleeperCount == 1)
            clock.advance(by: .milliseconds(1))
            #expect(clock.sleeperCount == 0)
            try await group.waitForAll()
        }
    }
}
