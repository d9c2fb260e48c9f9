import AWSClient
import Crypto
package import Domain
package import Ports
package import Time

/// Keeps keys, clients, plans and what is used of them in DynamoDB.
package struct DynamoAccounts: Accounts, InTable {
    var table: DynamoTable

    package init(_ table: DynamoTable) {
        self.table = table
    }

    package func apiKey(_ id: APIKeyID) async throws(PortError) -> APIKey? {
        guard let item = try await table.item(AccountItem.key(.apiKey(id))) else { return nil }
        return try decode(AccountItem.Key.self, from: item, .apiKey(id)).value(id)
    }

    package func apiKey(
        _ id: APIKeyID,
        with secret: [UInt8],
        at now: Instant
    ) async throws(PortError) -> APIKey? {
        let presented = SHA256.digest(of: secret).bytes
        guard let key = try await apiKey(id) else { return nil }
        let isRight = ConstantTime.equal(key.secretSHA256.bytes, presented)
        return isRight && !key.isRevoked && key.expiresAt.map { now < $0 } ?? true ? key : nil
    }

    package func save(_ key: APIKey) async throws(PortError) {
        var item = try encode(AccountItem.Key(key), .apiKey(key.id))
        item.attributes.merge(AccountItem.key(.apiKey(key.id)).attributes) { $1 }
        _ = try await table.put(item)
    }

    package func client(_ key: ClientKey) async throws(PortError) -> RegisteredClient? {
        guard let item = try await table.item(AccountItem.key(.client(key))) else { return nil }
        return try decode(AccountItem.Client.self, from: item, .client(key)).value(key)
    }

    package func register(_ client: RegisteredClient) async throws(PortError) {
        var item = try encode(AccountItem.Client(client), .client(client.key))
        item.attributes.merge(AccountItem.key(.client(client.key)).attributes) { $1 }
        let outcome = try await table.put(item, if: Condition("attribute_not_exists(#id)"))
        guard case .refused(let found?) = outcome else { return }
        let standing = try decode(AccountItem.Client.self, from: found, .client(client.key)).value(client.key)
        // A key that was revoked stays so, whoever brings it again.
        guard standing.organisation == client.organisation, standing.owner == client.owner, !standing.isRevoked else {
            throw .exists(.client(client.key))
        }
    }

    package func plan(of organisation: OrganisationName) async throws(PortError) -> Plan? {
        guard let item = try await table.item(AccountItem.key(.plan(organisation))) else { return nil }
        return try decode(AccountItem.Limits.self, from: item, .plan(organisation)).value
    }

    package func save(_ plan: Plan, of organisation: OrganisationName) async throws(PortError) {
        var item = try encode(AccountItem.Limits(plan), .plan(organisation))
        item.attributes.merge(AccountItem.key(.plan(organisation)).attributes) { $1 }
        _ = try await table.put(item)
    }
}
