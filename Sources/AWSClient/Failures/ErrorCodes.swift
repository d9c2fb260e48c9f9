/// The codes that mean more than "no", as AWS's SDKs class them.
enum ErrorCodes {
    static let throttling: Set<String> = [
        "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
        "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
        "TooManyRequestsException", "TransactionInProgressException",
    ]

    static let transient: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete",
    ]

    /// What is worth another try at one service only.
    static let transientOfService: [String: Set<String>] = [
        // The bytes were damaged on the way.
        "s3": ["BadDigest"],
        // The identity provider did not answer in time.
        "sts": ["IDPCommunicationError"],
        // The checksum of an answer did not agree.
        "dynamodb": [checksumFailed],
    ]

    /// Our own, for an answer that was damaged on its way.
    static let checksumFailed = "CRC32CheckFailed"

    static let transientStatus: Set<Int> = [500, 502, 503, 504]

    static let clockSkew: Set<String> = [
        "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
        "SignatureDoesNotMatch", "AuthFailure", "AccessDeniedException",
    ]

    static let expiredToken: Set<String> = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"]
}
