import Crypto
import Encoding
import JSON
package import Time

/// What a browser's form may upload: S3 checks each condition before it takes a byte.
package struct PostPolicy: Sendable {
    package enum Condition: Sendable, Equatable {
        /// A field that must have this value; the form is given it.
        case equals(field: String, value: String)
        case startsWith(field: String, prefix: String)
        case contentLength(ClosedRange<Int>)
    }

    package let bucket: String
    package let conditions: [Condition]

    /// A field of the signature itself cannot be a condition of the caller's.
    package init(bucket: String, conditions: [Condition]) throws(SigningFailure) {
        for case .equals(let field, _) in conditions where Self.reserved.contains(field.lowercased()) {
            throw .reservedName(field)
        }
        self.bucket = bucket
        self.conditions = conditions
    }

    private static let reserved: Set<String> = [
        "bucket", "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token",
        "x-amz-signature",
    ]
}

/// The fields of a form, in the order in which it must send them; the file comes after the last.
package struct PostForm: Sendable, Equatable {
    package let fields: [Field]
    package let expires: Instant

    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: SecretText
    }
}

extension Signer {
    /// Signs a policy, good for `expiry` from now but never for longer than the credentials themselves.
    package func form(
        for policy: PostPolicy,
        with credentials: Credentials,
        at now: Instant,
        expiry: Duration
    ) throws(SigningFailure) -> PostForm {
        let seconds = try credentials.lifetime(expiry, at: now)
        let scope = SigningScope(at: now, region: region, service: service)
        let expires = Instant(secondsSinceEpoch: now.secondsSinceEpoch + seconds)
        var signed = [
            ("x-amz-algorithm", SigningScope.algorithm),
            ("x-amz-credential", "\(credentials.accessKeyID)/\(scope.credentialScope)"),
            ("x-amz-date", scope.timestamp),
        ]
        if let token = credentials.sessionToken { signed.append(("x-amz-security-token", token.revealed)) }

        let conditions = [.equals(field: "bucket", value: policy.bucket)] + policy.conditions
        let document: JSONValue = [
            "expiration": .string(expires.rfc3339),
            "conditions": .array(
                conditions.map(\.json) + signed.map { .object([$0.0: .string($0.1)]) }
            ),
        ]
        let text = Base64.encode(document.bytes())
        let given = policy.conditions.compactMap { condition -> (String, String)? in
            guard case .equals(let field, let value) = condition else { return nil }
            return (field, value)
        }
        let proof = [("policy", text), ("x-amz-signature", signature(ofPolicy: text, with: credentials, at: now))]
        return PostForm(
            fields: (given + signed + proof).map { .init(name: $0.0, value: SecretText($0.1)) },
            expires: expires
        )
    }
}

extension Signer {
    /// Of a policy in base64, which is signed as it stands.
    package func signature(ofPolicy text: String, with credentials: Credentials, at now: Instant) -> String {
        keys.key(day: Timestamp(now), region: region, service: service, credentials)
            .authenticate(Array(text.utf8)).hex
    }
}

extension PostPolicy.Condition {
    fileprivate var json: JSONValue {
        switch self {
        case .equals(let field, let value): .object([field: .string(value)])
        case .startsWith(let field, let prefix): ["starts-with", .string("$\(field)"), .string(prefix)]
        case .contentLength(let range):
            ["content-length-range", .integer(range.lowerBound), .integer(range.upperBound)]
        }
    }
}
