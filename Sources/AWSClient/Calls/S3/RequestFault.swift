/// Why a request makes no sense to S3, so that it is not sent.
package enum RequestFault: Error, Sendable, Hashable {
    case bucketName(String)
    /// In bytes: a key has 1 to 1,024.
    case keyLength(Int)
    /// The key at this place of the list holds a character that XML 1.0 has no way to write.
    case keyNotInXML(index: Int)
    /// S3 takes 1,000 at once.
    case tooManyKeys(Int)
    /// A header takes ASCII without controls, and S3 gives back nothing else as it was; the header is named.
    case headerValue(name: String)
    /// Parts are numbered from 1 to 10,000.
    case partNumber(Int)
}

/// Why an object that came is not the one that was asked for.
package enum ObjectFailure: Error, Sendable, Hashable {
    case checksumMismatch(ChecksumAlgorithm, told: String, found: String)
    /// It became another while it was read, so that what was read of it belongs to nothing.
    case changed
    /// The rest was asked for, and something else came.
    case restNotServed(status: Int)
}
