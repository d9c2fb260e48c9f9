package import Domain
package import Hosting
import Ports
import Time

/// Keeps what engines found, and ends a document's round when the last of them has answered.
///
/// Results that come together are written together: one update of a round for each document and batch.
package struct WriteResult: BatchStep {
    private let documents: any DocumentStore
    private let tallies: any Tallies
    private let results: any ResultStore
    private let bus: any MessageBus

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        tallies = try supply.tallies()
        results = try supply.results()
        bus = try supply.bus(to: [.updates])
    }

    /// Documents that are written side by side.
    private static let atOnce = 10

    package func handle(_ events: [Message], context: InvocationContext) async -> [Result<Void, StepFailure>] {
        var outcomes = [Result<Void, StepFailure>](repeating: .failure(.wrongMessage), count: events.count)
        var news: [(batch: ResultBatch, message: Message)] = []
        let batches = ResultBatch.all(in: events)
        for written in await sideBySide(batches, atMost: Self.atOnce, { await write($0, context) }) {
            for (index, outcome) in written.outcomes { outcomes[index] = outcome }
            news += written.news.map { (written.batch, $0) }
        }
        // One sending for all of them; where it fails, those whose news it was come again.
        do throws(PortError) {
            if !news.isEmpty { try await bus.until(context.deadline).send(news.map(\.message), after: .zero) }
        } catch {
            for (index, _) in news.flatMap(\.batch.results) { outcomes[index] = .failure(StepFailure(error)) }
        }
        return outcomes
    }

    /// What became of a document's results, and what is to be told of it.
    private struct Written: Sendable {
        let batch: ResultBatch
        let outcomes: [(Int, Result<Void, StepFailure>)]
        let news: [Message]
    }

    private func write(_ batch: ResultBatch, _ context: InvocationContext) async -> Written {
        var failures: [Int: StepFailure] = [:]
        var news: [Message] = []
        do {
            let documents = documents.until(context.deadline)
            let document = try await documents.load(batch.document)
            var kept = Kept()
            for (index, result) in batch.results {
                do throws(PortError) {
                    try await keep(result, results.until(context.deadline), &kept)
                } catch {
                    failures[index] = StepFailure(error)
                }
            }
            news = try await conclude(batch, kept, document, documents, context)
        } catch {
            if case .unknown(.document) = error {
                context.log.info("there is no such document any more", ["document": .text("\(batch.document)")])
            } else {
                for (index, _) in batch.results { failures[index] = StepFailure(error) }
            }
        }
        let outcomes = batch.results.map { index, _ -> (Int, Result<Void, StepFailure>) in
            (index, failures[index].map { .failure($0) } ?? .success(()))
        }
        return Written(batch: batch, outcomes: outcomes, news: news)
    }

    /// What became of a batch's results.
    private struct Kept {
        var finished: Set<EngineName> = []
        /// Whether one came after the round had been answered in its place.
        var hasLate = false
    }

    /// The first word of an engine counts; a later one only where the first was none.
    private func keep(
        _ result: EngineResult,
        _ results: any ResultStore,
        _ kept: inout Kept
    ) async throws(PortError) {
        if case .taken(let standing) = try await results.put(result, replacing: nil) {
            var late = result
            late.isLate = true
            if late == standing {
                // It was kept before, and the news of it may have been lost.
                kept.hasLate = true
            } else if late.supersedes(standing), case .stored = try await results.put(late, replacing: standing) {
                kept.hasLate = true
            }
        }
        kept.finished.insert(result.engine)
    }

    private func conclude(
        _ batch: ResultBatch,
        _ kept: Kept,
        _ loaded: Versioned<Document>,
        _ documents: any DocumentStore,
        _ context: InvocationContext
    ) async throws(PortError) -> [Message] {
        guard !kept.finished.isEmpty else { return [] }
        let tally = try await tallies.until(context.deadline)
            .add(expected: [], finished: kept.finished, to: batch.document, round: batch.round)
        if tally.isComplete, loaded.value.round == batch.round {
            let (ended, effects) = try await documents.change(loaded: loaded) {
                $0.finish(round: batch.round, at: context.now)
            }
            if loaded.value.state == .scanning { report(ended, tally, context) }
            return effects.compactMap { if case .announce(let message) = $0 { message } else { nil } }
        }
        return kept.hasLate ? [.documentUpdated(batch.document)] : []
    }

    /// The one line that a document leaves in the logs, and its figures.
    private func report(_ document: Document, _ tally: RoundTally, _ context: InvocationContext) {
        let taken = context.now - (document.verified?.uploadedAt ?? document.createdAt)
        context.metrics.record(
            [
                Metric("documents_processed", 1),
                Metric("time_to_last_result", taken / .milliseconds(1), .milliseconds),
            ],
            properties: [
                "document": "\(document.id)", "round": "\(document.round)", "engines": "\(tally.expected.count)",
            ],
            at: context.now
        )
    }
}

/// The results of one round of one document that came in one batch.
struct ResultBatch {
    let document: DocumentID
    let round: Int
    /// With each one's place in the batch of messages.
    let results: [(index: Int, result: EngineResult)]

    /// In the order in which they came; messages that are no results are in none.
    static func all(in events: [Message]) -> [ResultBatch] {
        var batches: [ResultBatch] = []
        var places: [Key: Int] = [:]
        for (index, event) in events.enumerated() {
            guard case .engineFinished(let result) = event else { continue }
            let key = Key(document: result.document, round: result.round)
            if let place = places[key] {
                let known = batches[place]
                batches[place] = ResultBatch(
                    document: key.document,
                    round: key.round,
                    results: known.results + [(index, result)]
                )
            } else {
                places[key] = batches.count
                batches.append(ResultBatch(document: key.document, round: key.round, results: [(index, result)]))
            }
        }
        return batches
    }

    private struct Key: Hashable {
        let document: DocumentID
        let round: Int
    }
}
