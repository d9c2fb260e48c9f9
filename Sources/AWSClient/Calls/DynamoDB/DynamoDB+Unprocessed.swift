import HTTP
package import Time

/// A batch that did not come to its end: why, and what is left of it.
package struct Unfinished<Rest: Sendable & Equatable>: Error, Sendable, Equatable {
    package let cause: UnfinishedCause
    package let rest: Rest
}

/// Why a batch did not come to its end.
package enum UnfinishedCause: Sendable, Equatable {
    case failure(CallFailure)
    /// DynamoDB left some of it undone each time.
    case attemptsUsedUp
    case deadlineTooNear
}

extension DynamoDB {
    /// Writes a batch to its end: what DynamoDB leaves undone is asked for again.
    package func writeAll(
        _ batch: BatchWriteItem,
        deadline: Instant? = nil
    ) async throws(Unfinished<[String: [WriteRequest]]>) {
        var rest = batch
        var round = 1
        while true {
            do throws(CallFailure) {
                rest.requestItems = try await call(rest, deadline: deadline).unprocessedItems ?? [:]
            } catch {
                throw Unfinished(cause: .failure(error), rest: rest.requestItems)
            }
            guard !rest.requestItems.isEmpty else { return }
            try await pause(after: round, leaving: rest.requestItems, deadline)
            round += 1
        }
    }

    /// Reads a batch to its end: what DynamoDB leaves undone is asked for again.
    ///
    /// A batch that came to no end gives nothing of what was read.
    package func getAll(
        _ batch: BatchGetItem,
        deadline: Instant? = nil
    ) async throws(Unfinished<[String: KeysAndAttributes]>) -> [String: [Item]] {
        var rest = batch
        var items: [String: [Item]] = [:]
        var round = 1
        while true {
            let output: BatchGetItem.Output
            do throws(CallFailure) {
                output = try await call(rest, deadline: deadline)
            } catch {
                throw Unfinished(cause: .failure(error), rest: rest.requestItems)
            }
            items.merge(output.responses ?? [:]) { $0 + $1 }
            rest.requestItems = output.unprocessedKeys ?? [:]
            guard !rest.requestItems.isEmpty else { return items }
            try await pause(after: round, leaving: rest.requestItems, deadline)
            round += 1
        }
    }

    /// Waits as after a call that failed in passing: a drawn share of a bound that doubles.
    private func pause<Rest>(after round: Int, leaving rest: Rest, _ deadline: Instant?) async throws(Unfinished<Rest>)
    {
        guard round < Self.mostRounds else { throw Unfinished(cause: .attemptsUsedUp, rest: rest) }
        var generator = outside.random.generator
        let delay = Self.shortestBound * (1 << (round - 1)) * Double.random(in: 0..<1, using: &generator)
        if let deadline, outside.clock.now + delay >= deadline {
            throw Unfinished(cause: .deadlineTooNear, rest: rest)
        }
        do throws(CancellationError) {
            try await outside.clock.sleep(for: delay)
        } catch {
            throw Unfinished(cause: .failure(.transport(.cancelled)), rest: rest)
        }
    }

    /// Ten rounds wait 25 seconds at most, and half of that as a rule: long enough for a table to grow a partition's
    /// share, short enough for an invocation.
    private static let mostRounds = 10
    private static let shortestBound: Duration = .milliseconds(50)
}
