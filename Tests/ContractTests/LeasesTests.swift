import Domain
import Ports
import Testing
import Time

@Suite(.needsMoto) struct LeasesTests {
    private let one = LeaseOwner("one")
    private let two = LeaseOwner("two")
    private let end = Sample.noon + .seconds(60)

    private func work(_ document: DocumentID = Sample.id(), engine: String = "clamav") -> Work {
        Work(document: document, round: 1, engine: EngineName(unchecked: engine))
    }

    @Test(arguments: Adapter.allCases)
    func `work that somebody has is held until its end`(_ adapter: Adapter) async throws {
        let leases = try await adapter.leases()
        let work = work()
        let lease = Lease(work: work, owner: one, end: end)
        #expect(try await leases.take(work, by: one, at: Sample.noon, until: end) == .taken(lease))
        #expect(try await leases.take(work, by: two, at: Sample.noon, until: end) == .held(until: end))
        let last = end - .milliseconds(1)
        #expect(try await leases.take(work, by: two, at: last, until: end) == .held(until: end))
        let later = end + .seconds(60)
        let taken = Lease(work: work, owner: two, end: later)
        #expect(try await leases.take(work, by: two, at: end, until: later) == .taken(taken))
        await #expect(throws: PortError.leaseLost(work)) { try await leases.renew(lease, until: later) }
        await #expect(throws: PortError.leaseLost(work)) { try await leases.close(lease) }
    }

    @Test(arguments: Adapter.allCases)
    func `whoever has the work gets it again`(_ adapter: Adapter) async throws {
        let leases = try await adapter.leases(.losing(["UpdateItem"]))
        let work = work()
        let lease = Lease(work: work, owner: one, end: end)
        #expect(try await leases.take(work, by: one, at: Sample.noon, until: end) == .taken(lease))
        #expect(try await leases.take(work, by: one, at: Sample.noon, until: end) == .taken(lease))
    }

    @Test(arguments: Adapter.allCases)
    func `a lease that is prolonged is held longer`(_ adapter: Adapter) async throws {
        let leases = try await adapter.leases()
        let work = work()
        let later = end + .seconds(30)
        _ = try await leases.take(work, by: one, at: Sample.noon, until: end)
        let renewed = try await leases.renew(Lease(work: work, owner: one, end: end), until: later)
        #expect(renewed == Lease(work: work, owner: one, end: later))
        #expect(try await leases.take(work, by: two, at: end, until: later) == .held(until: later))
    }

    @Test(arguments: Adapter.allCases)
    func `work that is done stays done`(_ adapter: Adapter) async throws {
        let leases = try await adapter.leases()
        let work = work()
        let lease = Lease(work: work, owner: one, end: end)
        _ = try await leases.take(work, by: one, at: Sample.noon, until: end)
        try await leases.close(lease)
        try await leases.close(lease)
        for owner in [one, two] {
            #expect(try await leases.take(work, by: owner, at: end + .seconds(9_999), until: end) == .done)
        }
        await #expect(throws: PortError.leaseLost(work)) { try await leases.renew(lease, until: end) }
    }

    @Test(arguments: Adapter.allCases)
    func `a lease that nobody took is lost`(_ adapter: Adapter) async throws {
        let leases = try await adapter.leases()
        let lease = Lease(work: work(), owner: one, end: end)
        await #expect(throws: PortError.leaseLost(lease.work)) { try await leases.renew(lease, until: end) }
        await #expect(throws: PortError.leaseLost(lease.work)) { try await leases.close(lease) }
    }

    @Test(arguments: Adapter.allCases)
    func `of many who take the work one gets it`(_ adapter: Adapter) async throws {
        let leases = try await adapter.leases()
        let (work, end) = (work(), end)
        let takes = try await atOnce(0..<40) { number in
            try await leases.take(work, by: LeaseOwner("owner-\(number)"), at: Sample.noon, until: end)
        }
        #expect(takes.filter { $0 != .held(until: end) }.count == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `what is open was taken and is not done`(_ adapter: Adapter) async throws {
        let leases = try await adapter.leases()
        let id = Sample.id()
        for engine in ["a", "b", "c"] {
            _ = try await leases.take(work(id, engine: engine), by: one, at: Sample.noon, until: end)
        }
        try await leases.close(Lease(work: work(id, engine: "b"), owner: one, end: end))
        #expect(try await leases.open(id, round: 1).map(\.text) == ["a", "c"])
        #expect(try await leases.open(id, round: 2) == [])
        try await leases.delete(id)
        #expect(try await leases.open(id, round: 1) == [])
    }
}
