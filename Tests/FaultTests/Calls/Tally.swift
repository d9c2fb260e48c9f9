import AWSClient
import HTTP

/// What came of many calls.
struct Tally: Sendable {
    var successes = 0
    /// By what they were.
    var failures: [String: Int] = [:]
    /// Calls that may be done once, were done, and could not know it: each would be done twice by a careless client.
    var doneUnheard = 0
    /// How often what may be done once was done again.
    var doubleEffects = 0
    /// Requests, threads and connections that did not end with the transport.
    var left = 0
    /// What must not be, in words; none where all is well.
    var broken: [String] = []
    var requests = 0
    var retries = 0
    var credentialRequests = 0
    var skewRefusals = 0
    var expiryRefusals = 0
    var faults: [Fault: Int] = [:]

    var failed: Int { failures.values.reduce(0, +) }

    static func + (left: Tally, right: Tally) -> Tally {
        var sum = left
        sum.successes += right.successes
        sum.failures.merge(right.failures, uniquingKeysWith: +)
        sum.doneUnheard += right.doneUnheard
        sum.doubleEffects += right.doubleEffects
        sum.left += right.left
        sum.broken += right.broken
        sum.requests += right.requests
        sum.retries += right.retries
        sum.credentialRequests += right.credentialRequests
        sum.skewRefusals += right.skewRefusals
        sum.expiryRefusals += right.expiryRefusals
        sum.faults.merge(right.faults, uniquingKeysWith: +)
        return sum
    }

    mutating func take(_ ledger: Ledger) {
        requests += ledger.requests
        retries += ledger.attempts.values.reduce(0) { $0 + $1 - 1 }
        credentialRequests += ledger.credentialRequests
        skewRefusals += ledger.skewRefusals
        expiryRefusals += ledger.expiryRefusals
        faults.merge(ledger.faults, uniquingKeysWith: +)
    }
}

extension Tally: CustomStringConvertible {
    /// One line.
    var description: String {
        let faults = Dictionary(uniqueKeysWithValues: faults.map { ($0.key.rawValue, $0.value) })
        return "\(successes + failed) calls: \(successes) succeeded, \(failed) failed (\(Self.list(failures))); "
            + "\(requests) requests: \(retries) retries, \(credentialRequests) for credentials, "
            + "\(skewRefusals) refused for their time, \(expiryRefusals) for lapsed credentials; "
            + "faults: \(Self.list(faults)); done but told as failed: \(doneUnheard), done twice: \(doubleEffects), "
            + "left behind: \(left), other promises broken: \(broken.count - doubleEffects)"
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}

/// The kind of a failure; nil for what no client may throw.
func kind(of error: any Error) -> String? {
    switch error {
    case S3Failure.call(let failure): kind(of: failure)
    case S3Failure.object: "object"
    case CallFailure.service: "service"
    case CallFailure.transport(let failure): kind(of: failure)
    case CallFailure.credentials: "credentials"
    case CallFailure.unreadable: "unreadable"
    case TransportFailure.notSent: "not sent"
    case TransportFailure.broken: "broken"
    case TransportFailure.deadlinePassed: "deadline"
    case TransportFailure.cancelled: "cancelled"
    default: nil
    }
}
