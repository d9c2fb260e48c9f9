import Synchronization
import Time

/// Gives the words of a script, in order, then from its start again.
package final class ScriptedRandom: RandomSource {
    private let words: [UInt64]
    private let drawn = Mutex(0)

    package init(_ words: UInt64...) {
        precondition(!words.isEmpty, "a script has at least one word")
        self.words = words
    }

    package func next() -> UInt64 {
        let index = drawn.withLock { drawn in
            defer { drawn += 1 }
            return drawn
        }
        return words[index % words.count]
    }
}
