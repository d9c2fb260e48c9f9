package import Domain
package import Hosting
import Ports
import Time

/// Leads each document from its metadata to its last result.
///
/// It is told what has happened and says what comes next; every message may come twice, late, or before an earlier one.
/// What many messages lead to is said together: each sending is paid for, and so is each receiving.
package struct Orchestrate: BatchStep {
    private let documents: any DocumentStore
    private let bus: any MessageBus
    private let aftermath: Aftermath
    private let rounds: Rounds

    /// Documents that are led side by side.
    private static let atOnce = 10

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        bus = try supply.bus(to: [.orchestrator, .scans, .results, .updates])
        aftermath = Aftermath(bus, try supply.blobs())
        rounds = try Rounds(&supply, aftermath)
    }

    private init(_ step: Orchestrate, _ context: InvocationContext) {
        documents = step.documents.until(context.deadline)
        bus = step.bus.until(context.deadline)
        aftermath = step.aftermath.until(context.deadline)
        rounds = step.rounds.until(context.deadline)
    }

    package func handle(_ events: [Message], context: InvocationContext) async -> [Result<Void, StepFailure>] {
        await Orchestrate(self, context).lead(events, context)
    }

    private func lead(_ events: [Message], _ context: InvocationContext) async -> [Result<Void, StepFailure>] {
        let outcomes = await sideBySide(Array(events.indices), atMost: Self.atOnce) { index in
            await outcome(of: events[index], at: index, context)
        }
        if let refusal = rounds.catalogueRefusal {
            context.log.error("the newest catalogue is none, and the last good one goes on", ["why": .of(refusal)])
        }
        return await sent(outcomes)
    }

    /// Says all at once what they came to; where that fails, those who had something to say come again.
    private func sent(_ outcomes: [Result<[Sending], StepFailure>]) async -> [Result<Void, StepFailure>] {
        let sendings = outcomes.flatMap { outcome -> [Sending] in
            switch outcome {
            case .success(let sendings): sendings
            case .failure: []
            }
        }
        var failure: StepFailure?
        do throws(PortError) {
            for delay in Set(sendings.map(\.delay)).sorted() {
                try await bus.send(sendings.filter { $0.delay == delay }.map(\.message), after: delay)
            }
        } catch {
            failure = StepFailure(error)
        }
        return outcomes.map { outcome in
            switch outcome {
            case .success(let sendings):
                if let failure, !sendings.isEmpty { .failure(failure) } else { .success(()) }
            case .failure(let failure): .failure(failure)
            }
        }
    }

    private func outcome(
        of event: Message,
        at index: Int,
        _ context: InvocationContext
    ) async -> Result<[Sending], StepFailure> {
        do {
            return .success(try await act(on: event, isRepeated: context.attempt(of: index) > 1, context))
        } catch {
            do throws(StepFailure) {
                _ = try context.done(unlessDeleted: error)
                return .success([])
            } catch {
                return .failure(error)
            }
        }
    }

    private func act(
        on event: Message,
        isRepeated: Bool,
        _ context: InvocationContext
    ) async throws -> [Sending] {
        switch event {
        case .metadataExtracted(let id, let type):
            try await advance(id, isRepeated: isRepeated, context) { document in
                document.extracted(type: type, at: context.now)
                return []
            }
        case .hashed(let id, let sha256):
            try await advance(id, isRepeated: isRepeated, context) { $0.hashed(sha256, at: context.now) }
        case .roundRequested(let id, let round, let engines):
            try await rounds.resume(round, of: try await documents.load(id).value, forced: engines, context)
        case .deadline(let id, let round):
            try await rounds.look(after: round, of: try await documents.load(id).value, context)
        case .metadataRequested, .hashRequested, .scanRequested, .engineFinished, .documentUpdated:
            throw StepFailure.wrongMessage
        }
    }

    /// Notes what has become known, and begins the first round when nothing is missing any more.
    private func advance(
        _ id: DocumentID,
        isRepeated: Bool,
        _ context: InvocationContext,
        _ note: (inout Document) -> [Effect]
    ) async throws -> [Sending] {
        let (document, decision) = try await documents.change(id) { document throws(PortError) in
            var effects = note(&document)
            guard document.isReady else { return Decision(effects: effects, opened: nil) }
            let opened = try await rounds.open(1, of: document, forced: [], context)
            effects += document.begin(opened.plan, at: context.now)
            return Decision(effects: effects, opened: opened)
        }
        try await aftermath.carryOut(decision.effects)
        if let opened = decision.opened { return rounds.announcements(of: opened, for: document) }
        // Of metadata and hash the one that comes later begins the round, and the other has nothing to say. Only what
        // comes again may have been cut off after the save, and then nobody has been told.
        guard isRepeated else { return [] }
        return try await rounds.resume(1, of: document, forced: [], context)
    }

    private struct Decision {
        let effects: [Effect]
        let opened: Rounds.Opened?
    }
}

/// A message that is to be sent, and how long it is held back.
struct Sending {
    let message: Message
    let delay: Duration

    init(_ message: Message, after delay: Duration = .zero) {
        self.message = message
        self.delay = delay
    }
}
