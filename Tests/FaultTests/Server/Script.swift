import Time

/// What is to become of each attempt of each call: the same for a seed, whatever runs beside it.
struct Script: Sendable {
    let seed: UInt64
    struct Turn: Sendable {
        let fault: Fault
        let hasEffect: Bool
        /// Where an answer is cut, as a share of it.
        let cut: Double
    }

    /// How many in a hundred attempts go wrong.
    private static let faultShare = 30

    /// A stall costs its caller's whole deadline, so whoever calls has to know of it, and only early attempts stall.
    static let attemptsThatStall = 2

    func turn(_ attempt: Int, of call: Int) -> Turn {
        let mixed = seed &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(call) << 8 ^ UInt64(attempt)
        var generator = SeededRandom(seed: mixed).generator
        var fault = Fault.none
        if isStorm(call), Int.random(in: 0..<10, using: &generator) < 8 {
            fault = .slowDown
        } else if Int.random(in: 0..<100, using: &generator) < Self.faultShare {
            fault = Fault.allCases[Int.random(in: 1..<Fault.allCases.count, using: &generator)]
        }
        if fault.isStall, attempt > Self.attemptsThatStall { fault = .none }
        let isDone = Bool.random(using: &generator)
        return Turn(
            fault: fault,
            hasEffect: fault.leavesEffectOpen ? isDone : !fault.isRefusal,
            cut: Double.random(in: 0..<1, using: &generator)
        )
    }

    func stalls(_ call: Int) -> Bool {
        (1...Self.attemptsThatStall).contains { turn($0, of: call).fault.isStall }
    }

    /// Now and then nearly everything is refused for a while.
    private func isStorm(_ call: Int) -> Bool { call / 40 % 8 == 7 }
}
