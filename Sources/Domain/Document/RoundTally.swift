/// The engines that were asked in one round, and those that have answered: both only ever grow.
package struct RoundTally: Sendable, Equatable {
    package let round: Int
    package let expected: Set<EngineName>
    package let finished: Set<EngineName>

    package init(round: Int, expected: Set<EngineName> = [], finished: Set<EngineName> = []) {
        self.round = round
        self.expected = expected
        self.finished = finished
    }

    /// Who is still to answer.
    package var missing: Set<EngineName> { expected.subtracting(finished) }
    /// An answer may come before anybody has written down that it is expected.
    package var isComplete: Bool { !expected.isEmpty && missing.isEmpty }
}
