import Time

/// What a misbehaving server has done, whatever it said about that.
struct Ledger: Sendable {
    /// By the number of the call.
    private(set) var attempts: [Int: Int] = [:]
    var effects: [Int: Int] = [:]
    /// Whether the object that came last was what its call meant to store.
    var stored: [Int: Bool] = [:]
    private(set) var faults: [Fault: Int] = [:]
    private(set) var requests = 0
    /// Requests for credentials, which belong to no call.
    private(set) var credentialRequests = 0
    var skewRefusals = 0
    var expiryRefusals = 0
    /// How far its clock is ahead.
    var offset: Duration = .zero
    /// Of the credentials that it takes.
    var generation = 1
    /// All signatures that it was shown.
    var signatures: Set<String> = []

    var now: Instant { SystemClock().now + offset }

    /// Counts a request in, and says which attempt of its call it is.
    ///
    /// One for credentials counts as a call of its own, with a number that no other has, past the attempts that stall.
    mutating func begin(_ call: Int?) -> (call: Int, attempt: Int) {
        requests += 1
        guard let call else {
            credentialRequests += 1
            return (1_000_000 + credentialRequests, Script.attemptsThatStall + 1)
        }
        attempts[call, default: 0] += 1
        return (call, attempts[call, default: 0])
    }

    mutating func count(_ fault: Fault) { faults[fault, default: 0] += 1 }
}
