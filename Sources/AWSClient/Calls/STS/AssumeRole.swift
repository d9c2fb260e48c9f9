import Time

/// Credentials of a role, for those who may take it on.
package struct AssumeRole: STSOperation, Equatable {
    package typealias Output = RoleCredentials

    package static let name = "AssumeRole"
    package var isIdempotent: Bool { true }

    package var roleArn: String
    /// CloudTrail shows it.
    package var roleSessionName: String
    package var externalId: String?
    package var durationSeconds: Int?

    package init(roleArn: String, roleSessionName: String, externalId: String? = nil, durationSeconds: Int? = nil) {
        self.roleArn = roleArn
        self.roleSessionName = roleSessionName
        self.externalId = externalId
        self.durationSeconds = durationSeconds
    }

    package var form: QueryForm {
        QueryForm([
            "RoleArn": roleArn, "RoleSessionName": roleSessionName, "ExternalId": externalId,
            "DurationSeconds": durationSeconds.map { "\($0)" },
        ])
    }
}

/// Credentials of a role, for a token of somebody whom the role trusts.
package struct AssumeRoleWithWebIdentity: STSOperation, Equatable {
    package typealias Output = RoleCredentials

    package static let name = "AssumeRoleWithWebIdentity"
    package var isIdempotent: Bool { true }

    package var roleArn: String
    package var roleSessionName: String
    package var webIdentityToken: SecretText
    package var durationSeconds: Int?

    package init(
        roleArn: String,
        roleSessionName: String,
        webIdentityToken: SecretText,
        durationSeconds: Int? = nil
    ) {
        self.roleArn = roleArn
        self.roleSessionName = roleSessionName
        self.webIdentityToken = webIdentityToken
        self.durationSeconds = durationSeconds
    }

    package var form: QueryForm {
        QueryForm([
            "RoleArn": roleArn, "RoleSessionName": roleSessionName, "WebIdentityToken": webIdentityToken.revealed,
            "DurationSeconds": durationSeconds.map { "\($0)" },
        ])
    }
}

/// What both ways to a role answer.
package struct RoleCredentials: QueryOutput, Sendable, Equatable {
    package var credentials: Credentials

    package init(_ result: XMLElement) throws(QueryFault) {
        guard let said = result["Credentials"] else { throw .missing("Credentials") }
        guard let expiration = Instant(rfc3339: try said.required("Expiration")) else { throw .invalid("Expiration") }
        credentials = Credentials(
            accessKeyID: try said.required("AccessKeyId"),
            secretAccessKey: try said.required("SecretAccessKey"),
            sessionToken: try said.required("SessionToken"),
            expiration: expiration
        )
    }
}
