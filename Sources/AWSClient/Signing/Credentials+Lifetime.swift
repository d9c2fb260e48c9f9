import Time

extension Credentials {
    /// The most that AWS accepts for a presigned URL.
    package static let longestExpiry: Duration = .seconds(604_800)

    /// How many whole seconds something signed now may be good for.
    ///
    /// It never outlives the credentials: AWS refuses it from then on, whatever it says of itself.
    func lifetime(_ expiry: Duration, at now: Instant) throws(SigningFailure) -> Int64 {
        var seconds = min(expiry, Self.longestExpiry).components.seconds
        if let end = expiration {
            guard end > now else { throw .credentialsExpired(at: end) }
            // Counted from the whole second that is signed, and rounded down at the far end.
            seconds = min(seconds, end.secondsSinceEpoch - now.secondsSinceEpoch)
        }
        guard seconds >= 1 else { throw .expiryTooShort(expiry) }
        return seconds
    }
}
