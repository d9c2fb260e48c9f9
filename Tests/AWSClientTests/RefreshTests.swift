import AWSClient
import Synchronization
import Testing
import Time

struct RefreshTests {
    /// Gives numbered credentials of an hour, or fails, and can be held up.
    private final class Source: CredentialProvider {
        struct State {
            var count = 0
            var failures: Set<Int> = []
            var gate: CheckedContinuation<Void, Never>?
            var isHeld = false
            var life: Duration = .seconds(3_600)
        }

        let state = Mutex(State())
        let clock: LeapingClock

        init(_ clock: LeapingClock, failures: Set<Int> = []) {
            self.clock = clock
            state.withLock { $0.failures = failures }
        }

        var count: Int { state.withLock { $0.count } }

        func credentials() async throws(CredentialFailure) -> Credentials {
            let (number, isHeld) = state.withLock { state in
                state.count += 1
                return (state.count, state.isHeld)
            }
            if isHeld { await withCheckedContinuation { gate in state.withLock { $0.gate = gate } } }
            if state.withLock({ $0.failures.contains(number) }) { throw .invalid(source: "test", reason: "\(number)") }
            let end = clock.now + state.withLock { $0.life }
            return Credentials(accessKeyID: "\(number)", secretAccessKey: "s", expiration: end)
        }

        func letGo() async {
            while true {
                if let gate = state.withLock({ $0.gate }) { return gate.resume() }
                await Task.yield()
            }
        }
    }

    @Test func `what is found is kept until a quarter of an hour before its end`() async throws {
        let clock = LeapingClock()
        let source = Source(clock)
        let kept = RefreshingCredentials(source, clock: clock)
        for _ in 0..<3 { #expect(try await kept.credentials().accessKeyID == "1") }
        clock.advance(by: .seconds(2_699))
        #expect(try await kept.credentials().accessKeyID == "1")
        clock.advance(by: .seconds(1))
        #expect(try await kept.credentials().accessKeyID == "2")
        #expect(source.count == 2)
    }

    @Test func `the old ones serve while they are valid and newer ones cannot be had`() async throws {
        let clock = LeapingClock()
        let source = Source(clock, failures: Set(2...100))
        let kept = RefreshingCredentials(source, clock: clock)
        _ = try await kept.credentials()
        clock.advance(by: .seconds(2_700))
        #expect(try await kept.credentials().accessKeyID == "1")
        #expect(try await kept.credentials().accessKeyID == "1")
        // The second was not asked for, so soon after the failure.
        #expect(source.count == 2)
        clock.advance(by: .seconds(899))
        #expect(try await kept.credentials().accessKeyID == "1")
        clock.advance(by: .seconds(1))
        await #expect(throws: CredentialFailure.self) { try await kept.credentials() }
    }

    @Test func `within ten minutes of the end all wait for the newer ones`() async throws {
        let clock = LeapingClock()
        let source = Source(clock)
        let kept = RefreshingCredentials(source, clock: clock)
        _ = try await kept.credentials()
        clock.advance(by: .seconds(3_001))
        source.state.withLock { $0.isHeld = true }
        async let one = kept.credentials().accessKeyID
        async let other = kept.credentials().accessKeyID
        while source.count < 2 { await Task.yield() }
        await source.letGo()
        #expect(try await [one, other] == ["2", "2"])
    }

    @Test func `a hundred callers make one fetch`() async throws {
        let clock = LeapingClock()
        let source = Source(clock)
        source.state.withLock { $0.isHeld = true }
        let kept = RefreshingCredentials(source, clock: clock)
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await kept.credentials().accessKeyID } }
            await source.letGo()
            var names: Set<String> = []
            for try await name in group { names.insert(name) }
            return names
        }
        #expect(names == ["1"] && source.count == 1)
    }

    @Test func `while one caller fetches ahead of time the others go on with the old ones`() async throws {
        let clock = LeapingClock()
        let source = Source(clock)
        let kept = RefreshingCredentials(source, clock: clock)
        _ = try await kept.credentials()
        clock.advance(by: .seconds(2_750))
        source.state.withLock { $0.isHeld = true }
        async let fresh = kept.credentials().accessKeyID
        while source.count < 2 { await Task.yield() }
        #expect(try await kept.credentials().accessKeyID == "1")
        await source.letGo()
        #expect(try await fresh == "2")
    }

    @Test(arguments: [900, 300])
    func `credentials that live no longer are not fetched for every call`(_ seconds: Int) async throws {
        let clock = LeapingClock()
        let source = Source(clock)
        source.state.withLock { $0.life = .seconds(seconds) }
        let kept = RefreshingCredentials(source, clock: clock)
        for _ in 0..<100 { #expect(try await kept.credentials().accessKeyID == "1") }
        #expect(source.count == 1)
        clock.advance(by: RefreshingCredentials.pause)
        #expect(try await kept.credentials().accessKeyID == "2")
    }
}
