import AWSClient
import Time

/// Puts and deletes items one by one, and two at a time in transactions.
actor ItemWitness: Witness {
    /// Nil is an item that is not there.
    private typealias Revision = Int?

    private let name: String
    private var generator: RandomGenerator
    /// What an item was acknowledged to be.
    private var items: [String: Revision] = [:]
    /// What the last write, which may have got no answer, would make of items.
    private var pending: [String: Revision] = [:]
    private var number = 0
    private(set) var acknowledged = 0
    private(set) var losses: [String] = []

    init(_ name: String, seed: UInt64) {
        self.name = name
        generator = SeededRandom(seed: seed).generator
    }

    func prepare(_ cloud: CloudClients) async throws {
        let table = CreateTable(
            tableName: name,
            attributeDefinitions: [AttributeDefinition(attributeName: "pk", attributeType: "S")],
            keySchema: [KeySchemaElement(attributeName: "pk", keyType: .hash)]
        )
        _ = try await cloud.dynamo.call(table)
    }

    func act(on cloud: CloudClients, at url: String) async throws {
        number += 1
        let key = "k\(Int.random(in: 0..<30, using: &generator))"
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            pending = [key: nil]
            let delete = Delete(tableName: name, key: ["pk": .string(key)])
            _ = try await cloud.dynamo.call(DeleteItem(delete, isIdempotent: false))
        case 1:
            let other = "\(key)-twin"
            pending = [key: number, other: number]
            let writes = [key, other].map { TransactWriteItem.put(put($0)) }
            _ = try await cloud.dynamo.call(TransactWriteItems(transactItems: writes, clientRequestToken: nil))
        default:
            pending = [key: number]
            _ = try await cloud.dynamo.call(PutItem(put(key), isIdempotent: false))
        }
        items.merge(pending) { $1 }
        pending = [:]
        acknowledged += 1
    }

    private func put(_ key: String) -> Put {
        Put(tableName: name, item: ["pk": .string(key), "revision": .number("\(number)")])
    }

    /// What got no answer was done or was not, all of it.
    func inspect(_ cloud: CloudClients, at url: String) async throws {
        var done: Set<Bool> = []
        for (key, wanted) in pending.sorted(by: { $0.key < $1.key }) {
            let found = try await read(key, by: cloud.dynamo)
            let before = items[key] ?? nil
            if found != wanted, found != before {
                losses.append(
                    "\(name): \(key) was \(before as Any), should be \(wanted as Any), and is \(found as Any)"
                )
            }
            if wanted != before { done.insert(found == wanted) }
            items[key] = .some(found)
        }
        if done.count > 1 { losses.append("\(name): half of a transaction was done") }
        pending = [:]
    }

    func conclude(_ cloud: CloudClients, at url: String) async throws {
        try await inspect(cloud, at: url)
        for (key, wanted) in items.sorted(by: { $0.key < $1.key }) {
            let found = try await read(key, by: cloud.dynamo)
            if found != wanted { losses.append("\(name): \(key) is \(found as Any) and not \(wanted as Any)") }
        }
    }

    private func read(_ key: String, by dynamo: DynamoDB) async throws -> Revision {
        let get = Get(tableName: name, key: ["pk": .string(key)])
        guard let item = try await dynamo.call(GetItem(get, consistentRead: true)).item else { return nil }
        guard case .number(let text)? = item["revision"] else { return -1 }
        return Int(text)
    }
}
