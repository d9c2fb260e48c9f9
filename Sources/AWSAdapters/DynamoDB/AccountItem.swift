import AWSClient
import Domain
import Time

/// The items of the table of accounts.
enum AccountItem {
    enum ID {
        case apiKey(APIKeyID)
        case client(ClientKey)
        case plan(OrganisationName)
        case usage(OrganisationName, Day)
    }

    static func key(_ id: ID) -> Item {
        let text =
            switch id {
            case .apiKey(let id): "key#\(id)"
            case .client(let key): "client#\(key)"
            case .plan(let organisation): "plan#\(organisation)"
            case .usage(let organisation, let day): "usage#\(organisation)#\(day)"
            }
        return ["id": .string(text)]
    }

    struct Key: Codable {
        let secretSHA256: FileHash
        let organisation: OrganisationName
        let owner: OwnerName
        let role: APIKey.Role
        let expiresAt: Instant?
        let revoked: Bool?

        private enum CodingKeys: String, CodingKey {
            case organisation, owner, role, revoked
            case secretSHA256 = "secret_sha256"
            case expiresAt = "expires_at"
        }

        init(_ key: APIKey) {
            secretSHA256 = key.secretSHA256
            organisation = key.organisation
            owner = key.owner
            role = key.role
            expiresAt = key.expiresAt
            revoked = key.isRevoked ? true : nil
        }

        func value(_ id: APIKeyID) -> APIKey {
            APIKey(
                id: id,
                secretSHA256: secretSHA256,
                organisation: organisation,
                owner: owner,
                role: role,
                expiresAt: expiresAt,
                isRevoked: revoked ?? false
            )
        }
    }

    struct Client: Codable {
        let organisation: OrganisationName
        let owner: OwnerName
        let registeredAt: Instant
        let revoked: Bool?

        private enum CodingKeys: String, CodingKey {
            case organisation, owner, revoked
            case registeredAt = "registered_at"
        }

        init(_ client: RegisteredClient) {
            organisation = client.organisation
            owner = client.owner
            registeredAt = client.registeredAt
            revoked = client.isRevoked ? true : nil
        }

        func value(_ key: ClientKey) -> RegisteredClient {
            RegisteredClient(
                key: key,
                organisation: organisation,
                owner: owner,
                registeredAt: registeredAt,
                isRevoked: revoked ?? false
            )
        }
    }

    /// A plan's own.
    struct Limits: Codable {
        let documents: Int
        let bytes: Int64
        let openUploads: Int

        private enum CodingKeys: String, CodingKey {
            case documents, bytes
            case openUploads = "open_uploads"
        }

        init(_ plan: Plan) {
            documents = plan.documents
            bytes = plan.bytes.bytes
            openUploads = plan.openUploads
        }

        var value: Plan { Plan(documents: documents, bytes: ByteCount(bytes), openUploads: openUploads) }
    }

    /// What of them one day has used.
    struct Used: Codable {
        let documents: Int
        let bytes: Int64
        let open: Int
    }
}
