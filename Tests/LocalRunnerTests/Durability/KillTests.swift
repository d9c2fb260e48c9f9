import AWSClient
import Glibc
import Processes
import TestKit
import Testing
import Time

extension ProgramTests {
    /// What a cloud with a folder promises: nothing that it acknowledged is lost, however it ends.
    ///
    /// Another seed is run by `ASSAY_KILL_SEED=7 swift test --filter KillTests`.
    struct KillTests {
        private static let kills = 50

        @Test func `fifty kills under load lose nothing that was acknowledged`() async throws {
            let seed = getenv("ASSAY_KILL_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1
            var generator = SeededRandom(seed: seed).generator
            let witnesses = Self.witnesses(seed)
            try await withTemporaryFolder { folder in
                for number in 0..<Self.kills {
                    let cloud = try await RunningCloud(keepingIn: folder)
                    let clients = try cloud.clients()
                    for witness in witnesses {
                        if number == 0 { try await witness.prepare(clients) }
                        try await witness.inspect(clients, at: cloud.url)
                    }
                    let fuse = Fuse(Int.random(in: 1...120, using: &generator)) { [program = cloud.process.program] in
                        program.kill()
                    }
                    await withTaskGroup(of: Void.self) { group in
                        for witness in witnesses {
                            group.addTask { await Self.load(cloud, witness, by: clients, until: fuse) }
                        }
                    }
                    await cloud.kill()
                }
                let cloud = try await RunningCloud(keepingIn: folder)
                let clients = try cloud.clients()
                for witness in witnesses { try await witness.conclude(clients, at: cloud.url) }
                await cloud.process.end()
            }
            var (acknowledged, losses) = (0, [String]())
            for witness in witnesses {
                acknowledged += await witness.acknowledged
                losses += await witness.losses
            }
            print("seed \(seed): \(Self.kills) kills, \(acknowledged) acknowledged, \(losses.count) lost")
            #expect(losses == [])
            #expect(acknowledged >= Self.kills)
        }

        private static func witnesses(_ seed: UInt64) -> [any Witness] {
            [
                QueueWitness("one", seed: seed &+ 1), QueueWitness("two", seed: seed &+ 2),
                OrderWitness("ordered", seed: seed &+ 3), DeliveryWitness("told", seed: seed &+ 4),
                ItemWitness("items", seed: seed &+ 5), ItemWitness("more-items", seed: seed &+ 6),
                ObjectWitness("small", sizes: 1...4_000, seed: seed &+ 7),
                ObjectWitness("large", sizes: 65_000...1_500_000, seed: seed &+ 8),
            ]
        }

        /// Acts until the cloud is killed; whatever fails before that is a fault.
        private static func load(
            _ cloud: RunningCloud,
            _ witness: any Witness,
            by clients: CloudClients,
            until fuse: Fuse
        ) async {
            while !fuse.isBlown {
                do {
                    try await witness.act(on: clients, at: cloud.url)
                    fuse.burn()
                } catch {
                    if !fuse.isBlown { Issue.record("\(error)") }
                    if case .call(.service)? = error as? S3Failure { Issue.record("\(error)") }
                    if case .service? = error as? CallFailure { Issue.record("\(error)") }
                    return
                }
            }
        }
    }
}
