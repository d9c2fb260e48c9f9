import JSON
import Time

struct CreateSecret: JSONCall {
    let Name: String
    let ClientRequestToken: String?
    let Description: String?
    let SecretString: String?
    let SecretBinary: String?
    let KmsKeyId: String?
    let Tags: [JSONValue]?
    let AddReplicaRegions: [JSONValue]?

    func perform(in secrets: isolated Secrets, for request: CloudRequest) async throws(ServiceFault) -> SecretVersion {
        let (ground, name) = (secrets.ground, Name)
        let arn = secrets.newARN(of: name)
        try ground.allow("secretsmanager:CreateSecret", on: arn, to: request.caller)
        if KmsKeyId != nil { throw .notEmulated("CreateSecret with KmsKeyId") }
        if Tags?.isEmpty == false { throw .notEmulated("CreateSecret with Tags") }
        if AddReplicaRegions?.isEmpty == false { throw .notEmulated("CreateSecret with AddReplicaRegions") }
        guard name.isSecretName else { throw ServiceFault("InvalidParameterException", "Invalid name.") }
        if let known = secrets.secrets[name] { return try sameAgain(known) }
        var secret = StoredSecret(name: name, arn: arn, description: Description, created: ground.clock.now)
        var version: String?
        if SecretString != nil || SecretBinary != nil {
            let id = ClientRequestToken ?? ground.newID()
            let value = try SecretContent(text: SecretString, bytes: SecretBinary)
            try secret.put(value, id: id, stages: ["AWSCURRENT"], at: ground.clock.now)
            version = id
        }
        try await secrets.keep(secret)
        return SecretVersion(ARN: secret.arn.description, Name: name, VersionId: version)
    }

    /// A second call with the token and the value of the first is answered as that was: its caller had no answer.
    private func sameAgain(_ known: StoredSecret) throws(ServiceFault) -> SecretVersion {
        guard let version = known.versions.first(where: { $0.id == ClientRequestToken }),
            version.value == (try SecretContent(text: SecretString, bytes: SecretBinary))
        else {
            throw ServiceFault(
                "ResourceExistsException",
                "The operation failed because the secret \(Name) already exists."
            )
        }
        return SecretVersion(ARN: known.arn.description, Name: Name, VersionId: version.id)
    }
}

struct PutSecretValue: JSONCall {
    let SecretId: String
    let ClientRequestToken: String?
    let SecretString: String?
    let SecretBinary: String?
    let VersionStages: [String]?

    func perform(in secrets: isolated Secrets, for request: CloudRequest) async throws(ServiceFault) -> SecretVersion {
        var secret = try secrets.secret(SecretId, "PutSecretValue", for: request)
        let id = ClientRequestToken ?? secrets.ground.newID()
        let value = try SecretContent(text: SecretString, bytes: SecretBinary)
        try secret.put(value, id: id, stages: VersionStages ?? ["AWSCURRENT"], at: secrets.ground.clock.now)
        try await secrets.keep(secret)
        let stages = secret.versions.first { $0.id == id }?.stages
        return SecretVersion(ARN: secret.arn.description, Name: secret.name, VersionId: id, VersionStages: stages)
    }
}

/// Which version of a secret came about.
struct SecretVersion: Encodable, Sendable {
    let ARN: String
    let Name: String
    let VersionId: String?
    var VersionStages: [String]?
}

struct GetSecretValue: JSONCall {
    let SecretId: String
    let VersionId: String?
    let VersionStage: String?

    struct Answer: Encodable, Sendable {
        let ARN: String
        let Name: String
        let VersionId: String
        let SecretString: String?
        let SecretBinary: String?
        let VersionStages: [String]
        let CreatedDate: Double
    }

    func perform(in secrets: isolated Secrets, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        let secret = try secrets.secret(SecretId, "GetSecretValue", for: request)
        // Without either it is the current one; with both, both must hold.
        let stage = VersionStage ?? (VersionId == nil ? "AWSCURRENT" : nil)
        let found = secret.versions.first { version in
            (VersionId.map { $0 == version.id } ?? true) && (stage.map { version.stages.contains($0) } ?? true)
        }
        guard let found else {
            let words = VersionId.map { "VersionId: \($0)" } ?? "staging label: \(stage ?? "")"
            throw ServiceFault(
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for \(words)"
            )
        }
        return Answer(
            ARN: secret.arn.description,
            Name: secret.name,
            VersionId: found.id,
            SecretString: found.value.text,
            SecretBinary: found.value.bytes,
            VersionStages: found.stages,
            CreatedDate: found.created.seconds
        )
    }
}

/// A secret without its values.
struct SecretSummary: Encodable, Sendable {
    let ARN: String
    let Name: String
    let Description: String?
    let CreatedDate: Double
    let LastChangedDate: Double
    /// One by this name in a description, the other in a list.
    var VersionIdsToStages: JSONValue?
    var SecretVersionsToStages: JSONValue?

    init(_ secret: StoredSecret) {
        ARN = secret.arn.description
        Name = secret.name
        Description = secret.description
        CreatedDate = secret.created.seconds
        LastChangedDate = secret.changed.seconds
    }
}

struct DescribeSecret: JSONCall {
    let SecretId: String

    func perform(in secrets: isolated Secrets, for request: CloudRequest) async throws(ServiceFault) -> SecretSummary {
        let secret = try secrets.secret(SecretId, "DescribeSecret", for: request)
        var summary = SecretSummary(secret)
        summary.VersionIdsToStages = secret.stages
        return summary
    }
}

struct ListSecrets: JSONCall {
    let MaxResults: Int?
    let NextToken: String?
    let Filters: [JSONValue]?
    let SortOrder: String?

    struct Answer: Encodable, Sendable {
        let SecretList: [SecretSummary]
        let NextToken: String?
    }

    func perform(in secrets: isolated Secrets, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        let ground = secrets.ground
        try ground.allow("secretsmanager:ListSecrets", on: ground.place.arn("secretsmanager", "*"), to: request.caller)
        if Filters?.isEmpty == false { throw .notEmulated("ListSecrets with Filters") }
        if SortOrder != nil { throw .notEmulated("ListSecrets with SortOrder") }
        let limit = MaxResults ?? 100
        guard (1...100).contains(limit) else {
            throw ServiceFault("InvalidParameterException", "MaxResults must be between 1 and 100.")
        }
        // Names are what the pages are told by.
        let all = secrets.secrets.values.sorted { $0.name < $1.name }
        let rest = NextToken.map { token in all.filter { $0.name > token } } ?? all
        let page = rest.prefix(limit)
        let summaries = page.map { secret in
            var summary = SecretSummary(secret)
            summary.SecretVersionsToStages = secret.stages
            return summary
        }
        return Answer(SecretList: summaries, NextToken: page.count < rest.count ? page.last?.name : nil)
    }
}

extension StoredSecret {
    /// The oldest first.
    fileprivate var stages: JSONValue {
        .object(JSONObject(versions.map { ($0.id, .array($0.stages.map { .string($0) })) }))
    }
}

extension Instant {
    /// As the protocol writes times: seconds, with a fraction.
    fileprivate var seconds: Double { Double(millisecondsSinceEpoch) / 1_000 }
}

extension String {
    fileprivate var isSecretName: Bool {
        (1...512).contains(utf8.count)
            && utf8.allSatisfy { byte in
                let lower = byte | 0x20
                return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || "/_+=.@-".utf8.contains(byte)
            }
    }
}
