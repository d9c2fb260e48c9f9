package import Crypto
import Encoding

/// A secret's value: of a version, of a stage, or else the current one.
package struct GetSecretValue: SecretsManagerOperation, Equatable {
    package static let name = "GetSecretValue"
    package var isIdempotent: Bool { true }

    /// Its name or its ARN.
    package var secretId: String
    package var versionId: String?
    /// Such as `AWSPREVIOUS`.
    package var versionStage: String?

    package init(secretId: String, versionId: String? = nil, versionStage: String? = nil) {
        self.secretId = secretId
        self.versionId = versionId
        self.versionStage = versionStage
    }

    private enum CodingKeys: String, CodingKey {
        case secretId = "SecretId"
        case versionId = "VersionId"
        case versionStage = "VersionStage"
    }

    package struct Output: Decodable, Sendable, Equatable {
        package var arn: String
        package var name: String
        package var versionId: String
        package var versionStages: [String]?
        package var value: SecretValue

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: SecretKey.self)
            arn = try container.decode(String.self, forKey: .arn)
            name = try container.decode(String.self, forKey: .name)
            versionId = try container.decode(String.self, forKey: .versionId)
            versionStages = try container.decodeIfPresent([String].self, forKey: .versionStages)
            value = try SecretValue(from: decoder)
        }
    }
}

/// What a secret holds: a text or bytes, and neither is ever printed.
package enum SecretValue: Sendable, Equatable {
    case text(SecretText)
    case binary(SecretBytes)
}

extension SecretValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: SecretKey.self)
        if let text = try container.decodeIfPresent(String.self, forKey: .secretString) {
            self = .text(SecretText(text))
            return
        }
        guard let bytes = Base64.decode(try container.decode(String.self, forKey: .secretBinary)) else {
            throw DecodingError.dataCorruptedError(forKey: .secretBinary, in: container, debugDescription: "no base64")
        }
        self = .binary(SecretBytes(bytes))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: SecretKey.self)
        switch self {
        case .text(let text): try container.encode(text.revealed, forKey: .secretString)
        case .binary(let bytes):
            try container.encode(Base64.encode(bytes.withBytes { Array($0) }), forKey: .secretBinary)
        }
    }
}

enum SecretKey: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case secretId = "SecretId"
    case versionId = "VersionId"
    case versionStages = "VersionStages"
    case secretString = "SecretString"
    case secretBinary = "SecretBinary"
    case clientRequestToken = "ClientRequestToken"
}
