package import HTTP
package import Time

/// What a request says of its own signature: in its Authorization header, or in its query.
///
/// The other side of `Signer` and `Presigner`, for whoever is called by AWS's clients.
package struct SignatureClaim: Sendable, Equatable {
    package enum Place: Sendable, Equatable {
        case header
        /// A presigned URL, good for so long after its date.
        case query(lifetime: Duration)
    }

    package let place: Place
    package let accessKeyID: String
    package let date: Instant
    package let region: String
    package let service: String
    package let signedHeaders: [String]
    package let signature: String
    package let sessionToken: String?

    /// Nil where the request claims nothing.
    package init?(_ request: WebRequest) throws(SignatureClaimFault) {
        if let authorization = request.headers["Authorization"] {
            try self.init(authorization: authorization, of: request)
        } else {
            let query = QueryItems(ofTarget: request.target)
            guard query["X-Amz-Algorithm"] != nil || query["X-Amz-Signature"] != nil else { return nil }
            try self.init(presigned: query)
        }
    }

    private init(authorization: String, of request: WebRequest) throws(SignatureClaimFault) {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.first == Substring(SigningScope.algorithm), parts.count == 2 else { throw .unknownAlgorithm }
        var fields: [Substring: Substring] = [:]
        for field in parts[1].split(separator: ",") {
            let pair = field.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { throw .malformed("Authorization") }
            fields[pair[0]] = pair[1].prefix { $0 != " " }
        }
        guard let credential = fields["Credential"] else { throw .missing("Credential") }
        guard let names = fields["SignedHeaders"] else { throw .missing("SignedHeaders") }
        guard let signature = fields["Signature"] else { throw .missing("Signature") }
        guard let timestamp = request.headers["X-Amz-Date"] else { throw .missing("X-Amz-Date") }
        try self.init(
            .header,
            credential: credential,
            timestamp: timestamp,
            names: names,
            signature: signature,
            token: request.headers["X-Amz-Security-Token"]
        )
    }

    private init(presigned query: QueryItems) throws(SignatureClaimFault) {
        guard query["X-Amz-Algorithm"] == SigningScope.algorithm else { throw .unknownAlgorithm }
        guard let credential = query["X-Amz-Credential"] else { throw .missing("X-Amz-Credential") }
        guard let timestamp = query["X-Amz-Date"] else { throw .missing("X-Amz-Date") }
        guard let expires = query["X-Amz-Expires"] else { throw .missing("X-Amz-Expires") }
        guard let names = query["X-Amz-SignedHeaders"] else { throw .missing("X-Amz-SignedHeaders") }
        guard let signature = query["X-Amz-Signature"] else { throw .missing("X-Amz-Signature") }
        guard let seconds = Int64(expires), (0...Self.longestLifetime).contains(seconds) else {
            throw .malformed("X-Amz-Expires")
        }
        try self.init(
            .query(lifetime: .seconds(seconds)),
            credential: Substring(credential),
            timestamp: timestamp,
            names: Substring(names),
            signature: Substring(signature),
            token: query["X-Amz-Security-Token"]
        )
    }

    private init(
        _ place: Place,
        credential: Substring,
        timestamp: String,
        names: Substring,
        signature: Substring,
        token: String?
    ) throws(SignatureClaimFault) {
        let scope = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard scope.count >= 5, scope.last == "aws4_request" else { throw .malformed("Credential") }
        guard let date = Instant(basicISO8601: timestamp) else { throw .malformed("X-Amz-Date") }
        guard scope[scope.count - 4] == timestamp.prefix(8) else { throw .malformed("Credential") }
        self.place = place
        accessKeyID = scope.dropLast(4).joined(separator: "/")
        self.date = date
        region = String(scope[scope.count - 3])
        service = String(scope[scope.count - 2])
        signedHeaders = names.split(separator: ";").map(String.init)
        self.signature = String(signature)
        sessionToken = token
    }

    /// Seven days, S3's own limit.
    private static let longestLifetime: Int64 = 604_800
}

/// Why a request's claim cannot be looked at.
package enum SignatureClaimFault: Error, Sendable, Equatable {
    case unknownAlgorithm
    case missing(String)
    case malformed(String)
}
