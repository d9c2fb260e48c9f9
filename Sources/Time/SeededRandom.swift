import Synchronization

/// The same words for the same seed, on every machine: for tests and for replay, never for secrets.
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
package final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    package init(seed: UInt64) {
        state = Mutex(seed)
    }

    package func next() -> UInt64 {
        let counter = state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            return state
        }
        return
            counter
            .folded(right: 30, times: 0xbf58_476d_1ce4_e5b9)
            .folded(right: 27, times: 0x94d0_49bb_1331_11eb)
            .folded(right: 31, times: 1)
    }
}

extension UInt64 {
    fileprivate func folded(right shift: Int, times factor: UInt64) -> UInt64 {
        (self ^ (self >> UInt64(shift))) &* factor
    }
}
