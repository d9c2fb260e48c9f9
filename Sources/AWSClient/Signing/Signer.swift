import Crypto
package import HTTP
package import Time

/// Signs requests by headers (Signature Version 4).
package struct Signer: Sendable {
    package let region: String
    package let service: String
    let keys: SigningKeys

    package init(region: String, service: String, keys: SigningKeys) {
        self.region = region
        self.service = service
        self.keys = keys
    }

    /// Adds the headers that make the request acceptable, in place of those of an earlier attempt.
    ///
    /// The result is what the chunks of a streamed body go on from.
    @discardableResult
    package func sign(
        _ request: inout WebRequest,
        payload: Payload,
        with credentials: Credentials,
        at now: Instant
    ) throws(SigningFailure) -> SeedSignature {
        if let end = credentials.expiration, end <= now { throw .credentialsExpired(at: end) }
        let scope = SigningScope(at: now, region: region, service: service)
        request.headers["Authorization"] = nil
        request.headers["X-Amz-Date"] = scope.timestamp
        request.headers["X-Amz-Security-Token"] = credentials.sessionToken?.revealed
        if SigningScope.isS3(service) || !payload.isHash { request.headers["X-Amz-Content-SHA256"] = payload.text }

        let canonical = CanonicalRequest(request, service: service, payload: payload)
        let key = keys.key(day: Timestamp(now), region: region, service: service, credentials)
        let signature = key.authenticate(StringToSign.bytes(scope, canonical.bytes)).hex
        var names: [UInt8] = []
        canonical.headers.appendNames(separator: ";", to: &names)
        request.headers["Authorization"] =
            "\(SigningScope.algorithm) Credential=\(credentials.accessKeyID)/\(scope.credentialScope), "
            + "SignedHeaders=\(String(decoding: names, as: UTF8.self)), Signature=\(signature)"
        return SeedSignature(hex: signature, scope: scope, key: key)
    }
}

/// Why a request cannot be signed.
package enum SigningFailure: Error, Sendable, Equatable {
    case credentialsExpired(at: Instant)
    /// A name of the query or of a form that the signature itself sets.
    case reservedName(String)
    case expiryTooShort(Duration)
}

/// The signature of a request's head, from which the signatures of its chunks go on.
package struct SeedSignature: Sendable, Redacted {
    package let hex: String
    let scope: SigningScope
    let key: HMACKey
}

/// The short text that stands for a canonical request, and that is signed in its place.
enum StringToSign {
    static func bytes(_ scope: SigningScope, _ canonicalRequest: [UInt8]) -> [UInt8] {
        Array(
            """
            \(SigningScope.algorithm)
            \(scope.timestamp)
            \(scope.credentialScope)
            \(SHA256.digest(of: canonicalRequest).hex)
            """.utf8
        )
    }
}

extension Payload {
    fileprivate var isHash: Bool {
        guard case .hash = self else { return false }
        return true
    }
}
