package import Time

/// Makes a secret with its first version.
package struct CreateSecret: SecretsManagerOperation, Equatable {
    package typealias Output = WrittenSecret

    package static let name = "CreateSecret"
    /// A second call with the same token and the same value is answered as the first was.
    package var isIdempotent: Bool { true }

    package var name: String
    /// Becomes the id of the version.
    package var clientRequestToken: UUID
    package var value: SecretValue

    package init(name: String, clientRequestToken: UUID, _ value: SecretValue) {
        self.name = name
        self.clientRequestToken = clientRequestToken
        self.value = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: SecretKey.self)
        try container.encode(name, forKey: .name)
        try container.encode(clientRequestToken, forKey: .clientRequestToken)
        try value.encode(to: encoder)
    }
}

/// Makes a new version of a secret, the current one unless stages are named.
package struct PutSecretValue: SecretsManagerOperation, Equatable {
    package typealias Output = WrittenSecret

    package static let name = "PutSecretValue"
    /// A second call with the same token and the same value is answered as the first was.
    package var isIdempotent: Bool { true }

    package var secretId: String
    /// Becomes the id of the version.
    package var clientRequestToken: UUID
    package var versionStages: [String]?
    package var value: SecretValue

    package init(secretId: String, clientRequestToken: UUID, versionStages: [String]? = nil, _ value: SecretValue) {
        self.secretId = secretId
        self.clientRequestToken = clientRequestToken
        self.versionStages = versionStages
        self.value = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: SecretKey.self)
        try container.encode(secretId, forKey: .secretId)
        try container.encode(clientRequestToken, forKey: .clientRequestToken)
        try container.encodeIfPresent(versionStages, forKey: .versionStages)
        try value.encode(to: encoder)
    }
}

/// Which version of a secret was written.
package struct WrittenSecret: Decodable, Sendable, Equatable {
    package var arn: String
    package var name: String
    package var versionId: String

    private enum CodingKeys: String, CodingKey {
        case arn = "ARN"
        case name = "Name"
        case versionId = "VersionId"
    }
}
