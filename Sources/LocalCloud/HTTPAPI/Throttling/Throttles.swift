import Synchronization
import Template
import Time

/// The buckets of an API: one for each route of each stage that has a limit.
///
/// What a stage says of its routes is each route's own limit; they share nothing.
final class Throttles: Sendable {
    private struct Place: Hashable {
        let stage: String
        let route: String
    }

    private let buckets = Mutex<[Place: TokenBucket]>([:])

    func admit(_ route: HTTPAPI.Route, at stage: HTTPAPI.Stage, _ now: Instant) throws(APIRefusal) {
        let own = stage.routeThrottles[route.key]
        guard own != nil || stage.throttle != nil else { return }
        let burst = own?.burst ?? stage.throttle?.burst ?? Self.accountBurst
        let rate = own?.rate ?? stage.throttle?.rate ?? Self.accountRate
        let place = Place(stage: stage.name, route: route.key)
        let isAdmitted = buckets.withLock { buckets in
            buckets[place, default: TokenBucket(burst: burst, rate: rate, at: now)].take(at: now)
        }
        if !isAdmitted { throw .tooManyRequests }
    }

    /// What an account has where nobody says less, for the half that is not said.
    private static let accountBurst = 5_000
    private static let accountRate = 10_000.0
}
