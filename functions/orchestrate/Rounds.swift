import Domain
import Hosting
import Ports
import Time

/// Opens rounds, tells engines of them, and looks who has not answered.
struct Rounds {
    private var documents: any DocumentStore
    private var tallies: any Tallies
    private var results: any ResultStore
    private var engines: KnownEngines
    private var queues: any EngineQueues
    private var catalogue: any EngineCatalogue
    private var aftermath: Aftermath

    init(_ supply: inout some Supply, _ aftermath: Aftermath) throws {
        documents = try supply.documents()
        tallies = try supply.tallies()
        results = try supply.results()
        engines = KnownEngines(try supply.engineRecords())
        queues = try supply.engineQueues()
        catalogue = try supply.catalogue()
        self.aftermath = aftermath
    }

    func until(_ deadline: Instant) -> Rounds {
        var rounds = self
        rounds.documents = documents.until(deadline)
        rounds.tallies = tallies.until(deadline)
        rounds.results = results.until(deadline)
        rounds.engines = engines.until(deadline)
        rounds.queues = queues.until(deadline)
        rounds.catalogue = catalogue.until(deadline)
        rounds.aftermath = aftermath.until(deadline)
        return rounds
    }

    /// Why the newest catalogue is none, where the one before it goes on.
    var catalogueRefusal: PortError? { catalogue.refusal }

    /// A round that is written down, and who of it has not answered.
    struct Opened {
        let plan: RoundPlan
        let tally: RoundTally
    }

    /// Writes down who is expected to answer; once more adds nobody who was not there.
    ///
    /// It comes before the record says that engines are asked: what nobody expects could never be complete.
    func open(
        _ round: Int,
        of document: Document,
        forced: Set<EngineName>?,
        _ context: InvocationContext
    ) async throws(PortError) -> Opened {
        let plan = try await plan(round, of: document, forced: forced, context)
        let tally = try await tallies.add(expected: plan.expected, finished: [], to: document.id, round: round)
        return Opened(plan: plan, tally: tally)
    }

    /// Asks the engines that have not answered, answers for those that need not be asked, and sets a time to look.
    func announcements(of opened: Opened, for document: Document) -> [Sending] {
        guard let verified = document.verified, document.state == .scanning else { return [] }
        let missing = opened.tally.missing
        let asked = opened.plan.asked(of: missing)
        let answers = opened.plan.answers.filter { missing.contains($0.engine) }.map { Sending(.engineFinished($0)) }
        guard !asked.isEmpty else { return answers }
        let request = ScanRequest(
            document: document.id,
            round: opened.plan.round,
            engines: asked,
            blob: document.blob,
            size: verified.size
        )
        let look = Message.deadline(document.id, round: opened.plan.round)
        let patience = min(opened.plan.patience, MessageLimits.delay)
        return answers + [Sending(.scanRequested(request)), Sending(look, after: patience)]
    }

    /// Begins a round that the record speaks of already, or tells those once more who have not answered.
    func resume(
        _ round: Int,
        of document: Document,
        forced: Set<EngineName>?,
        _ context: InvocationContext
    ) async throws(PortError) -> [Sending] {
        guard document.round == round else { return [] }
        // A round that needs no answers ends at once, and the news of it may have been lost after the save.
        if case .processed = document.state { return [Sending(.documentUpdated(document.id))] }
        guard document.state == .scanning else { return [] }
        let tally = try await tallies.round(round, of: document.id)
        if tally.isComplete {
            try await finish(document) { $0.finish(round: round, at: context.now) }
            return []
        }
        if !tally.expected.isEmpty {
            let plan = try await plan(round, of: document, forced: forced, context)
            return announcements(of: Opened(plan: plan, tally: tally), for: document)
        }
        let opened = try await open(round, of: document, forced: forced, context)
        if opened.tally.expected.isEmpty {
            try await finish(document) { $0.begin(opened.plan, at: context.now) }
        }
        return announcements(of: opened, for: document)
    }

    /// Answers for engines from which nothing will come, and waits on for the others.
    func look(
        after round: Int,
        of document: Document,
        _ context: InvocationContext
    ) async throws(PortError) -> [Sending] {
        guard document.state == .scanning, document.round == round else { return [] }
        let tally = try await tallies.round(round, of: document.id)
        guard !tally.missing.isEmpty else { return try await resume(round, of: document, forced: nil, context) }
        let known = try await engines.records(at: context.clock.now)
        var sendings: [Sending] = []
        var waits = false
        for engine in tally.missing.sorted() {
            let liveness = Liveness(
                of: engine,
                record: known.first { $0.engine == engine },
                waiting: try await queues.waiting(for: engine),
                in: document,
                at: context.now
            )
            switch liveness {
            case .wait: waits = true
            case .answer(let result): sendings.append(Sending(.engineFinished(result)))
            }
        }
        // From then on the schedule tells of it: who tells again too leaves one more message on its way each time.
        let isLookedAfter = context.now >= document.updatedAt + Waiting.forProgress
        guard waits, !isLookedAfter else { return sendings }
        return sendings + [Sending(.deadline(document.id, round: round), after: Self.nextLook)]
    }

    /// An engine whose queue is long is looked after again in so long.
    private static let nextLook: Duration = .seconds(300)

    private func plan(
        _ round: Int,
        of document: Document,
        forced: Set<EngineName>?,
        _ context: InvocationContext
    ) async throws(PortError) -> RoundPlan {
        let choice = try await catalogue.current().engines(
            for: document.version,
            type: document.verified?.type ?? "",
            size: document.verified?.size ?? 0
        )
        // Nobody is asked what nobody would be told.
        let known = choice.isEmpty ? [] : try await engines.records(at: context.clock.now)
        let mayReuse = forced.map { forced in choice.contains { !forced.contains($0.name) } } ?? false
        return RoundPlan(
            round: round,
            of: document,
            choice,
            records: known,
            earlier: mayReuse ? try await earlier(document, before: round) : [],
            forced: forced,
            at: context.now
        )
    }

    /// What engines said of the same bytes, the newest documents' words first.
    private func earlier(_ document: Document, before round: Int) async throws(PortError) -> [EngineResult] {
        var earlier: [EngineResult] = []
        if round > 1 { earlier += try await page(document.id, round: round - 1) }
        guard let likeness = document.likeness else { return earlier }
        for twin in try await documents.twins(of: likeness, limit: Self.mostTwins) where twin != document.id {
            do throws(PortError) {
                let other = try await documents.load(twin).value
                if other.round > 0 { earlier += try await page(twin, round: other.round) }
            } catch {
                // Deleted since the index was written.
                guard case .unknown = error else { throw error }
            }
        }
        return earlier
    }

    private func page(_ document: DocumentID, round: Int) async throws(PortError) -> [EngineResult] {
        try await results.results(of: document, round: round, after: nil, limit: Self.mostResults).results
    }

    /// Among the newest few is one whose results are young enough, if there is any.
    private static let mostTwins = 4
    /// More engines than any deployment has.
    private static let mostResults = 200

    /// Ends a round that nobody is to answer any more, unless another has done so meanwhile.
    private func finish(
        _ document: Document,
        _ end: @Sendable (inout Document) -> [Effect]
    ) async throws(PortError) {
        let round = document.round
        let (_, effects) = try await documents.change(document.id) { document throws(PortError) in
            document.state == .scanning && document.round == round ? end(&document) : []
        }
        try await aftermath.carryOut(effects)
    }
}
