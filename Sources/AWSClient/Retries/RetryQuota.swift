/// What all calls of a client may spend on retries together, so that a service that is down is not asked ever more.
package struct RetryQuota: Sendable, Equatable {
    package static let capacity = 500
    package static let cost = 14
    package static let throttlingCost = 5

    package private(set) var available = Self.capacity

    package init() {}

    /// False where there is not enough left, and nothing is taken then.
    package mutating func take(_ amount: Int) -> Bool {
        guard amount <= available else { return false }
        available -= amount
        return true
    }

    /// A call that succeeded gives back what its last retry took, or one where it took none.
    package mutating func giveBack(_ amount: Int?) {
        available = min(Self.capacity, available + (amount ?? 1))
    }
}
