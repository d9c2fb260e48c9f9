/// What a service answered in place of a result.
package struct AWSFailure: Error, Sendable, Equatable {
    package let service: String
    /// As the service spells it, known to us or not: `ConditionalCheckFailedException`, `NoSuchKey`.
    package let code: String
    /// The code of the service's older protocol, where it still tells it: `AWS.SimpleQueueService.NonExistentQueue`.
    package let queryCode: String?
    package let message: String
    /// What AWS's support asks for.
    package let requestID: String?
    package let status: Int
    /// How long the service asks to be left alone.
    package let retryAfter: Duration?
    /// Where the bucket is that was asked for, which may be elsewhere than it was looked for.
    package let bucketRegion: String?
    /// What DynamoDB tells about a write that it refused.
    package let details: FailureDetails?

    package init(
        service: String,
        code: String,
        queryCode: String? = nil,
        message: String = "",
        requestID: String? = nil,
        status: Int,
        retryAfter: Duration? = nil,
        bucketRegion: String? = nil,
        details: FailureDetails? = nil
    ) {
        self.service = service
        self.code = code
        self.queryCode = queryCode
        self.message = message
        self.requestID = requestID
        self.status = status
        self.retryAfter = retryAfter
        self.bucketRegion = bucketRegion
        self.details = details
    }
}

extension AWSFailure {
    /// Whether the same request may well succeed a little later.
    package var isRetryable: Bool { isThrottling || isTransient }

    /// Whether the service asks for fewer requests.
    package var isThrottling: Bool {
        ErrorCodes.throttling.contains(code) || queryCode.map(ErrorCodes.throttling.contains) == true || status == 429
    }

    /// Whether it is the service that failed, or the way to it.
    package var isTransient: Bool {
        ErrorCodes.transientStatus.contains(status) || ErrorCodes.transient.contains(code)
            || ErrorCodes.transientOfService[service]?.contains(code) == true
    }

    /// Whether the service finds that the request was signed at another time than now.
    package var isClockSkew: Bool { ErrorCodes.clockSkew.contains(code) }

    /// Whether the credentials have lapsed, so that only newer ones can help.
    package var isExpiredToken: Bool { ErrorCodes.expiredToken.contains(code) }
}

extension AWSFailure: CustomStringConvertible {
    package var description: String {
        let id = requestID.map { ", request \($0)" } ?? ""
        return "\(service) answered \(status) \(code)\(id)\(message.isEmpty ? "" : ": \(message)")"
    }
}
