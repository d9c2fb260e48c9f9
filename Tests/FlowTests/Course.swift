import AWSClient
import Domain
import FlowKit
import Hosting
import LocalCloud
import Ports
import Simulation
import Template
import Time
import Wiring

/// One run of a world by a seed, in virtual time, in which functions may do what their roles allow and no more.
struct Course: Sendable {
    let world: World
    let shaker: Shaker?

    static func run(
        seed: UInt64,
        engines: [String] = ["eicar"],
        odds: Shaker.Odds? = nil,
        reader: any LogSink = WrittenLines(),
        witness: any Witness = NoWitness(),
        _ work: @escaping @Sendable (Course) async throws -> Void
    ) throws {
        let simulation = Simulation(seed: seed, start: Instant(secondsSinceEpoch: 1_795_255_200))
        let ground = Ground(
            clock: simulation.clock,
            random: simulation.random,
            permissions: RolePermissions(try World.stack(engines: engines, trusting: "").roles),
            witness: witness
        )
        let shaker = odds.map { Shaker(seed: seed, $0) }
        let outcome = try simulation.run { () async -> Result<Void, any Error> in
            do {
                shaker?.calm()
                let world = try await World(on: ground, engines: engines, shaker: shaker, reader: reader)
                let course = Course(world: world, shaker: shaker)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await world.deployment.run() }
                    await world.deployment.fireFirstSchedules()
                    try await course.settle()
                    shaker?.rouse()
                    try await work(course)
                    group.cancelAll()
                }
                await world.deployment.shutDown()
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    /// Until nothing is left to do, or for a day at most.
    func settle() async throws {
        let clock = world.ground.clock
        let end = clock.now + .seconds(24 * 60 * 60)
        var quiet = 0
        while quiet < 2, clock.now < end {
            quiet = await world.deployment.isSettled() ? quiet + 1 : 0
            try await clock.sleep(for: .milliseconds(500))
        }
    }

    /// All documents of the organisation, the oldest first.
    func documents() async throws -> [Document] {
        var supply = try world.supply()
        let store = try supply.documents()
        let list = try await store.list(World.organisation, after: nil, limit: 1_000)
        var documents: [Document] = []
        for entry in list.entries.reversed() { documents.append(try await store.load(entry.document).value) }
        return documents
    }

    func results(of document: DocumentID, round: Int = 1) async throws -> [EngineResult] {
        var supply = try world.supply()
        return try await supply.results().results(of: document, round: round, after: nil, limit: 200).results
    }

    func tally(of document: DocumentID, round: Int = 1) async throws -> RoundTally {
        var supply = try world.supply()
        return try await supply.tallies().round(round, of: document)
    }

    /// How many messages lie in dead-letter queues, by queue.
    func buried() async throws -> [String: Int] {
        let sqs = try SQS(world.aws)
        var buried: [String: Int] = [:]
        for queue in world.stack.queues where world.stack.queues.contains(where: { $0.redrive?.target == queue.arn }) {
            let url = "\(World.endpoint)/\(world.ground.place.account)/\(queue.name)"
            let call = GetQueueAttributes(queueUrl: url, attributeNames: ["ApproximateNumberOfMessages"])
            let count = try await sqs.call(call).attributes?["ApproximateNumberOfMessages"].flatMap { Int($0) } ?? 0
            if count > 0 { buried[queue.id] = count }
        }
        return buried
    }
}
