import HTTP
import Hosting
import Simulation
import Testing
import Time

@testable import LocalCloud

/// An API in a run of which nothing is left to chance.
struct SimulatedAPITests {
    /// What six requests at once are answered, in the order in which the answers come.
    private static func trail(seed: UInt64) throws -> [String] {
        let simulation = Simulation(seed: seed, start: Neighbourhood.start)
        let ground = Ground(clock: simulation.clock, random: simulation.random)
        let stage = "      DefaultRouteSettings: {ThrottlingBurstLimit: 4, ThrottlingRateLimit: 0.01}"
        let handler = Scripted.sleeping(.milliseconds(20))
        let shop = try Storefront(routes: ["GET /docs/{id}"], api: stage, ["echo": handler], ground: ground)
        return try simulation.run {
            await shop.open { shop in
                await withTaskGroup(of: String.self) { group in
                    for id in 0..<6 {
                        group.addTask {
                            let answer = await shop.get("/docs/\(id)")
                            return "\(id) \(answer.status) \(answer.headers["apigw-requestid"] ?? "-")"
                        }
                    }
                    var trail: [String] = []
                    for await line in group { trail.append(line) }
                    return trail + ["\(simulation.clock.now - Neighbourhood.start)"]
                }
            }
        }
    }

    @Test func `one seed is one order, and other seeds are others`() throws {
        var trails: Set<[String]> = []
        for seed in UInt64(1)...8 {
            let trail = try Self.trail(seed: seed)
            #expect(try Self.trail(seed: seed) == trail)
            #expect(trail.count { $0.contains(" 200 ") } == 4)
            #expect(trail.count { $0.contains(" 429 ") } == 2)
            #expect(trail.last == "0.02 seconds")
            trails.insert(trail)
        }
        #expect(trails.count > 1)
    }

    @Test func `thirty seconds of waiting take none`() throws {
        let simulation = Simulation(seed: 3, start: Neighbourhood.start)
        let ground = Ground(clock: simulation.clock, random: simulation.random)
        let shop = try Storefront(routes: ["ANY"], ["echo": .sleeping(.seconds(600))], ground: ground)
        let status = try simulation.run { await shop.open { await $0.get("/x").status } }
        #expect(status == 503)
        #expect(simulation.clock.now == Neighbourhood.start + .seconds(30))
    }
}
