/// Why a call of S3 came to no result.
package enum S3Failure: Error, Sendable, Equatable {
    case call(CallFailure)
    /// It was not sent, for S3 could only refuse it.
    case invalid(RequestFault)
    /// S3 answered, but not with the object that was asked for.
    case object(ObjectFailure)
}

extension S3Failure {
    package var refusal: S3Refusal? {
        guard case .call(.service(let failure)) = self else { return nil }
        return failure.s3Refusal
    }

    static func unreadable(_ reason: String) -> S3Failure {
        .call(.unreadable(service: AWSServiceName.s3.rawValue, reason: reason))
    }
}

extension S3Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .call(let failure): failure.description
        case .invalid(let fault): "the request makes no sense: \(fault)"
        case .object(let failure): "the object is not what it was to be: \(failure)"
        }
    }
}
