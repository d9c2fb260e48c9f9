package import AWSClient
import AWSAdapters
import Crypto
package import Domain
package import Hosting
package import Ports

/// The ports on AWS, as the environment of a function names what lies behind them.
package struct AWSSupply: Supply {
    package var settings: Settings
    private let context: AWSContext

    /// With the credentials of the environment, as a function's role gives them.
    package init(_ settings: Settings, _ outside: Outside) throws {
        self.settings = settings
        let variables = AWSSettings(settings.environment.revealed)
        context = AWSContext(
            ClientSettings(variables),
            credentials: EnvironmentCredentials(variables),
            outside: outside
        )
    }

    /// The network, time and randomness that all ports have.
    package var outside: Outside { context.outside }

    package mutating func documents() throws -> any DocumentStore {
        DynamoDocumentStore(try table("DOCUMENTS_TABLE"), random: context.outside.random)
    }

    package mutating func tallies() throws -> any Tallies { DynamoTallies(try table("DOCUMENTS_TABLE")) }

    package mutating func metadata() throws -> any MetadataStore { DynamoMetadataStore(try table("DOCUMENTS_TABLE")) }

    package mutating func results() throws -> any ResultStore { DynamoResultStore(try table("RESULTS_TABLE")) }

    package mutating func leases() throws -> any Leases { DynamoLeases(try table("LEASES_TABLE")) }

    package mutating func accounts() throws -> any Accounts { DynamoAccounts(try table("ACCOUNTS_TABLE")) }

    package mutating func engineRecords() throws -> any EngineRecords {
        DynamoEngineRecords(try table("ENGINES_TABLE"))
    }

    package mutating func engineQueues() throws -> any EngineQueues {
        SQSEngineQueues(try SQS(context), prefix: settings.required("ENGINE_QUEUE_PREFIX") ?? "")
    }

    package mutating func catalogue() throws -> any EngineCatalogue {
        let place = BucketPlace(
            bucket: settings.required("CONFIGURATION_BUCKET") ?? "",
            region: settings.required("AWS_REGION") ?? ""
        )
        let blob = place.blob(settings.optional("CATALOGUE_KEY") ?? "engines/catalogue.json")
        let key = settings.required("CATALOGUE_PUBLIC_KEY", as: "a point of P-256 in 130 hex digits") { text in
            P256.PublicKey(setting: text)
        }
        guard let key else { throw SettingsFailure(faults: settings.faults) }
        return S3EngineCatalogue(try S3(context), at: blob, signedBy: key, clock: context.outside.clock)
    }

    package mutating func blobs() throws -> any BlobStore { S3BlobStore(try S3(context)) }

    package mutating func bus(to destinations: Set<Destination>) throws -> any MessageBus {
        var routes: [Destination: Routes.Route] = [:]
        for destination in Destination.allCases where destinations.contains(destination) {
            switch destination {
            case .orchestrator: routes[destination] = .queue(url: settings.required("ORCHESTRATOR_QUEUE_URL") ?? "")
            case .metadata: routes[destination] = .queue(url: settings.required("METADATA_QUEUE_URL") ?? "")
            case .hashing: routes[destination] = .queue(url: settings.required("HASHING_QUEUE_URL") ?? "")
            case .results: routes[destination] = .queue(url: settings.required("RESULTS_QUEUE_URL") ?? "")
            case .scans: routes[destination] = .topic(arn: settings.required("SCANS_TOPIC_ARN") ?? "")
            case .updates: routes[destination] = .topic(arn: settings.required("UPDATES_TOPIC_ARN") ?? "")
            }
        }
        return QueueMessageBus(sqs: try SQS(context), sns: try SNS(context), routes: Routes(routes))
    }

    package mutating func queueControl() throws -> any QueueControl {
        SQSQueueControl(
            try SQS(context),
            at: try context.settings.endpoint(of: .sqs),
            deadLetters: settings.required("DEAD_LETTER_QUEUE_URL") ?? "",
            clock: context.outside.clock
        )
    }

    private mutating func table(_ setting: String) throws -> DynamoTable {
        DynamoTable(settings.required(setting) ?? "", in: try DynamoDB(context))
    }
}

extension P256.PublicKey {
    /// Nil for a text that is no point of the curve, whatever else it is.
    fileprivate init?(setting text: String) {
        do throws(CryptoFailure) {
            try self.init(hex: text)
        } catch {
            return nil
        }
    }
}
