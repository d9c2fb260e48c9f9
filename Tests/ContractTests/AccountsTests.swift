import Domain
import Ports
import Testing
import Time

@Suite(.needsMoto) struct AccountsTests {
    private let day = Day(of: Sample.noon)

    private func reservation(_ bytes: ByteCount = 100) -> Reservation {
        Reservation(organisation: Sample.acme, day: day, bytes: bytes)
    }

    @Test(arguments: Adapter.allCases, APIKey.Role.allCases)
    func `a key comes back without its secret`(_ adapter: Adapter, _ role: APIKey.Role) async throws {
        let accounts = try await adapter.accounts()
        let id = APIKeyID(unchecked: "k7d2m4x9")
        #expect(try await accounts.apiKey(id) == nil)
        var key = APIKey(
            id: id,
            secretSHA256: Sample.hash(3),
            organisation: Sample.acme,
            owner: Sample.owner,
            role: role,
            expiresAt: role == .reader ? Sample.noon : nil
        )
        try await accounts.save(key)
        #expect(try await accounts.apiKey(id) == key)
        key = APIKey(
            id: id,
            secretSHA256: Sample.hash(3),
            organisation: Sample.acme,
            owner: Sample.owner,
            role: role,
            isRevoked: true
        )
        try await accounts.save(key)
        #expect(try await accounts.apiKey(id)?.isRevoked == true)
    }

    @Test(arguments: Adapter.allCases)
    func `a client's key has one owner`(_ adapter: Adapter) async throws {
        let accounts = try await adapter.accounts(.losing(["PutItem"]))
        let key = Sample.client()
        let client = RegisteredClient(
            key: key,
            organisation: Sample.acme,
            owner: Sample.owner,
            registeredAt: Sample.noon
        )
        #expect(try await accounts.client(key) == nil)
        try await accounts.register(client)
        try await accounts.register(client)
        #expect(try await accounts.client(key) == client)
        let thief = RegisteredClient(
            key: key,
            organisation: Sample.acme,
            owner: OwnerName(unchecked: "thief"),
            registeredAt: Sample.noon
        )
        await #expect(throws: PortError.exists(.client(key))) { try await accounts.register(thief) }
        #expect(try await accounts.client(key) == client)
    }

    @Test(arguments: Adapter.allCases)
    func `an organisation may have a plan of its own`(_ adapter: Adapter) async throws {
        let accounts = try await adapter.accounts()
        #expect(try await accounts.plan(of: Sample.acme) == nil)
        let plan = Plan(documents: 10, bytes: 10_000_000_000_000, openUploads: 3)
        try await accounts.save(plan, of: Sample.acme)
        #expect(try await accounts.plan(of: Sample.acme) == plan)
    }

    @Test(arguments: Adapter.allCases)
    func `a day gives what the plan allows, and says what is used up`(_ adapter: Adapter) async throws {
        let accounts = try await adapter.accounts()
        #expect(try await accounts.usage(of: Sample.acme, on: day) == Usage())
        let plan = Plan(documents: 3, bytes: 250, openUploads: 2)
        #expect(try await accounts.reserve(reservation(251), within: plan) == .exhausted(.bytes))
        #expect(try await accounts.reserve(reservation(), within: plan) == .granted)
        #expect(try await accounts.reserve(reservation(151), within: plan) == .exhausted(.bytes))
        #expect(try await accounts.reserve(reservation(), within: plan) == .granted)
        #expect(try await accounts.reserve(reservation(1), within: plan) == .exhausted(.openUploads))
        try await accounts.end(reservation(), .arrived)
        #expect(try await accounts.usage(of: Sample.acme, on: day) == Usage(documents: 2, bytes: 200, openUploads: 1))
        #expect(try await accounts.reserve(reservation(50), within: plan) == .granted)
        #expect(try await accounts.reserve(reservation(0), within: plan) == .exhausted(.documents))
        try await accounts.end(reservation(50), .expired)
        #expect(try await accounts.usage(of: Sample.acme, on: day) == Usage(documents: 2, bytes: 200, openUploads: 1))
        let tomorrow = Reservation(organisation: Sample.acme, day: Day(of: day.end), bytes: 1)
        #expect(try await accounts.reserve(tomorrow, within: plan) == .granted)
    }

    @Test(
        arguments: Adapter.allCases,
        [
            (Plan(documents: 0, bytes: 9, openUploads: 9), PlanLimit.documents),
            (Plan(documents: 9, bytes: 0, openUploads: 9), .bytes),
            (Plan(documents: 9, bytes: 9, openUploads: 0), .openUploads),
        ]
    )
    func `a plan of nothing gives nothing`(_ adapter: Adapter, _ plan: (Plan, PlanLimit)) async throws {
        let accounts = try await adapter.accounts()
        #expect(try await accounts.reserve(reservation(1), within: plan.0) == .exhausted(plan.1))
        #expect(try await accounts.usage(of: Sample.acme, on: day) == Usage())
    }

    @Test(arguments: Adapter.allCases)
    func `many who reserve at once get no more than there is`(_ adapter: Adapter) async throws {
        let accounts = try await adapter.accounts()
        let plan = Plan(documents: 10, bytes: 1_000_000, openUploads: 1_000)
        let reservation = reservation()
        let outcomes = try await atOnce(0..<40) { _ in try await accounts.reserve(reservation, within: plan) }
        #expect(outcomes.filter { $0 == .granted }.count == 10)
        let usage = try await accounts.usage(of: Sample.acme, on: day)
        #expect(usage == Usage(documents: 10, bytes: 1_000, openUploads: 10))
    }

    @Test(arguments: Adapter.allCases)
    func `a reservation whose answer was lost is not made twice`(_ adapter: Adapter) async throws {
        let accounts = try await adapter.accounts(.losing(["UpdateItem"]))
        let plan = Plan(documents: 10, bytes: 1_000, openUploads: 10)
        let reservation = reservation()
        await #expect(throws: PortError.self) { try await accounts.reserve(reservation, within: plan) }
        #expect(try await accounts.usage(of: Sample.acme, on: day).documents == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `a day that nobody remembers is not given back to`(_ adapter: Adapter) async throws {
        let accounts = try await adapter.accounts()
        try await accounts.end(reservation(), .expired)
        #expect(try await accounts.usage(of: Sample.acme, on: day) == Usage())
    }
}
