import AWSClient
import HTTP
import JSON
import Time

/// Why a request is not let in.
enum SignatureRefusal: Error, Sendable {
    case claim(SignatureClaimFault)
    case unsigned
    case unknownKey(String)
    case otherRegion(String, here: String)
    case skewed(Instant, now: Instant)
    case notYet(Instant, now: Instant)
    case expired(Instant, now: Instant)
    case wrongToken
    case expiredToken
    case unsignedHeader(String)
    case missing(String)
    case wrongHash(String, of: String)
    case wrongSignature(canonical: [UInt8])
    case bodyOverLimit(Int)
    case brokenBody(BodyFailure)
}

/// AWS has three ways to say each of these: S3's, that of the services with forms, and that of those with JSON.
enum RefusalDialect: Sendable {
    case s3, query, json

    /// The same thing as each says it.
    struct Words {
        private let s3, query, json: String

        init(_ s3: String, _ query: String, _ json: String) {
            self.s3 = s3
            self.query = query
            self.json = json
        }

        subscript(_ dialect: RefusalDialect) -> String {
            switch dialect {
            case .s3: s3
            case .query: query
            case .json: json
            }
        }
    }

    init(_ part: any CloudPart, _ web: WebRequest) {
        if part.signingName == "s3" {
            self = .s3
        } else {
            self = web.headers["X-Amz-Target"] == nil ? .query : .json
        }
    }
}

extension SignatureRefusal {
    func fault(in dialect: RefusalDialect) -> ServiceFault {
        switch self {
        case .claim(let fault): claimFault(fault, dialect)
        case .unknownKey(let key): unknownKeyFault(key, dialect)
        case .unsigned, .wrongToken, .expiredToken: keyFault(dialect)
        case .otherRegion(let region, let here):
            ServiceFault(
                dialect == .s3 ? "AuthorizationHeaderMalformed" : signatureCode(dialect),
                "The request is signed for the region '\(region)'; this local cloud is in '\(here)'. "
                    + "Sign for it, or start the cloud with --region \(region).",
                details: dialect == .s3 ? ["Region": .string(here)] : [:]
            )
        case .skewed(let date, let now): skewFault(date, now, dialect)
        case .notYet: ServiceFault("AccessDenied", "Request is not valid yet", status: 403)
        case .expired(let end, let now):
            ServiceFault(
                "AccessDenied",
                "Request has expired",
                status: 403,
                details: ["Expires": .string(end.rfc3339), "ServerTime": .string(now.rfc3339)]
            )
        case .unsignedHeader(let name):
            ServiceFault(
                dialect == .s3 ? "AccessDenied" : signatureCode(dialect),
                "There were headers present in the request which were not signed: \(name)",
                status: 403,
                details: dialect == .s3 ? ["HeadersNotSigned": .string(name)] : [:]
            )
        case .wrongSignature(let canonical): wrongSignatureFault(canonical, dialect)
        case .missing, .wrongHash, .bodyOverLimit, .brokenBody: bodyFault(dialect)
        }
    }

    private func signatureCode(_ dialect: RefusalDialect) -> String {
        dialect == .json ? "InvalidSignatureException" : "SignatureDoesNotMatch"
    }

    /// Of a request whose sender nobody knows, or who is no longer believed.
    private func keyFault(_ dialect: RefusalDialect) -> ServiceFault {
        let unknown = "The security token included in the request is invalid."
        let (codes, message): (RefusalDialect.Words, String) =
            switch self {
            case .unsigned where dialect == .s3: (.init("AccessDenied", "", ""), "Access Denied")
            case .unsigned:
                (
                    .init("", "MissingAuthenticationToken", "MissingAuthenticationTokenException"),
                    "Request is missing Authentication Token"
                )
            case .expiredToken:
                (
                    .init("ExpiredToken", "ExpiredToken", "ExpiredTokenException"),
                    "The security token included in the request is expired"
                )
            default: (.init("InvalidToken", "InvalidClientTokenId", "UnrecognizedClientException"), unknown)
            }
        let isForbidden = dialect == .query || message == "Access Denied"
        return ServiceFault(codes[dialect], message, status: isForbidden ? 403 : 400)
    }

    /// Of a body that is not the one which was signed, or none at all.
    private func bodyFault(_ dialect: RefusalDialect) -> ServiceFault {
        switch self {
        case .missing(let name):
            ServiceFault("InvalidRequest", "Missing required header for this request: \(name)")
        case .wrongHash(let claimed, let hash):
            ServiceFault(
                dialect == .s3 ? "XAmzContentSHA256Mismatch" : signatureCode(dialect),
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
                details: ["ClientComputedContentSHA256": .string(claimed), "S3ComputedContentSHA256": .string(hash)]
            )
        case .bodyOverLimit(let limit):
            ServiceFault("RequestEntityTooLarge", "The request's body is longer than \(limit) bytes.", status: 413)
        default: ServiceFault("IncompleteBody", "The request's body ended early.")
        }
    }

    private func unknownKeyFault(_ key: String, _ dialect: RefusalDialect) -> ServiceFault {
        let known = "This local cloud does not know the access key '\(key)'; examples use AWS_ACCESS_KEY_ID=test."
        return switch dialect {
        case .s3:
            ServiceFault(
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records. \(known)",
                status: 403,
                details: ["AWSAccessKeyId": .string(key)]
            )
        case .query:
            ServiceFault(
                "InvalidClientTokenId",
                "The security token included in the request is invalid. \(known)",
                status: 403
            )
        case .json:
            ServiceFault(
                "UnrecognizedClientException",
                "The security token included in the request is invalid. \(known)"
            )
        }
    }

    private func skewFault(_ date: Instant, _ now: Instant, _ dialect: RefusalDialect) -> ServiceFault {
        if dialect == .s3 {
            return ServiceFault(
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                status: 403,
                details: [
                    "RequestTime": .string(date.basicISO8601), "ServerTime": .string(now.rfc3339),
                    "MaxAllowedSkewMilliseconds": "900000",
                ]
            )
        }
        let order =
            date < now
            ? "Signature expired: \(date.basicISO8601) is now earlier than"
            : "Signature not yet current: \(date.basicISO8601) is still later than"
        return ServiceFault(
            signatureCode(dialect),
            "\(order) \(now.basicISO8601) (15 min.)",
            status: dialect == .json ? 400 : 403
        )
    }

    private func claimFault(_ fault: SignatureClaimFault, _ dialect: RefusalDialect) -> ServiceFault {
        let words =
            switch fault {
            case .unknownAlgorithm: "The request is not signed by AWS4-HMAC-SHA256, which is all that is taken."
            case .missing(let name): "The signature lacks its \(name)."
            case .malformed(let name): "The signature's \(name) is malformed."
            }
        return ServiceFault(
            dialect == .s3
                ? "AuthorizationHeaderMalformed"
                : dialect == .json ? "IncompleteSignatureException" : "IncompleteSignature",
            words
        )
    }

    private func wrongSignatureFault(_ canonical: [UInt8], _ dialect: RefusalDialect) -> ServiceFault {
        let text = String(decoding: canonical, as: UTF8.self)
        let words =
            "The request signature we calculated does not match the signature you provided. "
            + "Check your AWS Secret Access Key and signing method."
        return switch dialect {
        case .s3:
            ServiceFault("SignatureDoesNotMatch", words, status: 403, details: ["CanonicalRequest": .string(text)])
        case .query: ServiceFault("SignatureDoesNotMatch", "\(words) The canonical request was:\n\(text)", status: 403)
        case .json: ServiceFault("InvalidSignatureException", "\(words) The canonical request was:\n\(text)")
        }
    }
}
