import AWSAdapters
import AWSClient
import Ports
import TestKit
import Testing
import Time

/// What the suites are run against: every set of adapters there is, each test in tables of its own.
enum Adapter: String, CaseIterable, CustomTestStringConvertible {
    case awsOnMoto = "AWS, on moto"
    case localCloud = "the local cloud"

    var testDescription: String { rawValue }

    func cloud(_ way: Way = .direct) async throws -> Cloud {
        switch self {
        case .awsOnMoto: try Cloud(nil, way)
        case .localCloud: try await Cloud.local(way)
        }
    }

    func documents(_ way: Way = .direct) async throws -> Documents {
        let cloud = try await cloud(way)
        let table = DynamoTable(try await cloud.make(.documents), in: try cloud.dynamo)
        return Documents(
            store: DynamoDocumentStore(table, random: SystemRandom()),
            tallies: DynamoTallies(table),
            metadata: DynamoMetadataStore(table)
        )
    }

    func results(_ way: Way = .direct) async throws -> any ResultStore {
        let cloud = try await cloud(way)
        return DynamoResultStore(DynamoTable(try await cloud.make(.results), in: try cloud.dynamo))
    }

    func leases(_ way: Way = .direct) async throws -> any Leases {
        let cloud = try await cloud(way)
        return DynamoLeases(DynamoTable(try await cloud.make(.leases), in: try cloud.dynamo))
    }

    func accounts(_ way: Way = .direct) async throws -> any Accounts {
        let cloud = try await cloud(way)
        return DynamoAccounts(DynamoTable(try await cloud.make(.accounts), in: try cloud.dynamo))
    }

    func engines() async throws -> any EngineRecords {
        let cloud = try await cloud()
        return DynamoEngineRecords(DynamoTable(try await cloud.make(.engines), in: try cloud.dynamo))
    }

    /// The three stores that share a table.
    struct Documents {
        let store: any DocumentStore
        let tallies: any Tallies
        let metadata: any MetadataStore
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips, by name, where the emulator could not be had.
    static var needsMoto: Self { .enabled(if: PythonPeer.moto.isInstalled, "\(PythonPeer.moto.absence)") }
}
