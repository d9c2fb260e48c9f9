import Synchronization
package import Time

/// A run of which nothing is left to chance: one thread, one seed, and time that passes only when nothing can be done.
///
/// Whatever the work starts below itself runs here too: child tasks, actors, what waits on the clock. The seed draws
/// who of the ready goes on, so each seed is one interleaving, and the same one each time.
package struct Simulation: Sendable {
    package let clock: VirtualClock
    /// Apart from the draws, so that an id more or less does not change who goes on.
    package let random: SeededRandom
    private let executor: SeededExecutor

    package init(seed: UInt64, start: Instant) {
        clock = VirtualClock(now: start)
        random = SeededRandom(seed: seed)
        executor = SeededExecutor(random: SeededRandom(seed: ~seed))
    }

    /// Runs the work to its end on the calling thread.
    ///
    /// What it left running, if anything, is dropped with the simulation.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) throws(Stuck) -> Result {
        let outcome = Outcome<Result>()
        // The one way from a synchronous caller into asynchronous work: docs/decisions/0013.
        _ = Task(executorPreference: executor) { outcome.end(with: await work()) }
        while true {
            if let result = outcome.result { return result }
            if !executor.runOne(), !clock.jump() { throw Stuck(at: clock.now) }
        }
    }
}

/// What the work came to, once it has.
private final class Outcome<Result: Sendable>: Sendable {
    private let end = Mutex<Result?>(nil)

    var result: Result? { end.withLock { $0 } }

    func end(with result: Result) {
        end.withLock { $0 = result }
    }
}

/// The work waits for what can never come: nobody is ready and nobody sleeps.
package struct Stuck: Error, Sendable, Equatable {
    package let at: Instant

    package init(at instant: Instant) {
        at = instant
    }
}
