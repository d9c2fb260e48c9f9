import AWSClient
import Time

/// What a table is.
struct TableDefinition: Equatable, Sendable {
    enum Billing: String, CaseIterable, Sendable {
        case provisioned = "PROVISIONED"
        case perRequest = "PAY_PER_REQUEST"
    }

    let name: String
    let id: String
    let created: Instant
    let schema: KeySchema
    /// Those of keys, of the indexes too.
    var attributes: [KeyAttribute]
    var indexes: [IndexDefinition]
    var billing: Billing
    var throughput: Throughput?
    var isProtected: Bool
    /// What names the second in which an item ends.
    var lifetimeAttribute: String?

    func indexes(_ kind: IndexDefinition.Kind) -> [IndexDefinition] { indexes.filter { $0.kind == kind } }
}

/// What is paid for beforehand; nothing here holds back whoever uses more.
struct Throughput: Equatable, Sendable {
    let readCapacityUnits: Int
    let writeCapacityUnits: Int
}
