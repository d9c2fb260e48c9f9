package import Time

/// Who is asked in a round, and who is answered for at once.
package struct RoundPlan: Sendable, Equatable {
    package let round: Int
    /// Everyone who takes the document: asked or answered, each has a result in the end.
    package let expected: Set<EngineName>
    /// Results that need nobody's work: taken over from the same bytes, or of engines that are not there.
    package let answers: [EngineResult]
    /// The longest that one of those who are asked may take.
    private let longestTime: Duration

    /// How long before somebody looks who has not answered, unless a round's engines take longer.
    private static let margin: Duration = .seconds(60)

    /// - Parameters:
    ///   - forced: who must look anew, whatever they said before; nil for everybody.
    ///   - earlier: what engines said of the same bytes, the newest documents' first.
    package init(
        round: Int,
        of document: Document,
        _ choice: [Catalogue.Entry],
        records: [EngineRecord],
        earlier: [EngineResult],
        forced: Set<EngineName>?,
        at now: Instant
    ) {
        self.round = round
        expected = Set(choice.map(\.name))
        let answers: [EngineResult] = choice.compactMap { entry in
            guard let record = records.first(where: { $0.engine == entry.name }), !record.isSilent(at: now) else {
                return .unanswered(by: entry.name, document.id, round: round, "not deployed", from: now, at: now)
            }
            guard let forced, !forced.contains(entry.name) else { return nil }
            return earlier.first { $0.isFit(for: record, at: now) }?.takenOver(by: document.id, round: round)
        }
        let asked = choice.filter { entry in !answers.contains { $0.engine == entry.name } }
        longestTime = .seconds(asked.map(\.timeLimitSeconds).max() ?? 0)
        self.answers = answers
    }

    /// Who is to be asked, of those who have not answered.
    package func asked(of missing: Set<EngineName>) -> Set<EngineName> {
        missing.subtracting(answers.map(\.engine))
    }

    /// When somebody must look who is still missing.
    package var patience: Duration { longestTime + Self.margin }
}

extension EngineResult {
    /// What stands for a result where an engine gave none.
    package static func unanswered(
        by engine: EngineName,
        _ document: DocumentID,
        round: Int,
        _ reason: String,
        from start: Instant,
        at end: Instant
    ) -> EngineResult {
        EngineResult(
            document: document,
            round: round,
            engine: engine,
            engineVersion: "",
            signatureVersion: "",
            finding: .open(.failure, .inline(reason)),
            startedAt: start,
            endedAt: end
        )
    }

    /// An engine's word counts for the same bytes as long as its own version and its signatures are the same, and no
    /// longer than a week from the scan itself.
    ///
    /// Of an engine that does not say by which signatures it goes nobody knows that they are the same.
    fileprivate func isFit(for record: EngineRecord, at now: Instant) -> Bool {
        engine == record.engine && engineVersion == record.engineVersion && isReusable
            && signatureVersion == record.signatureVersion && !signatureVersion.isEmpty
            && now - endedAt <= Self.longestUse
    }

    private static let longestUse: Duration = .seconds(7 * 24 * 60 * 60)

    private var isReusable: Bool {
        switch finding {
        case .open(let category, _): category.isReusable
        case .sealed: true
        }
    }

    fileprivate func takenOver(by document: DocumentID, round: Int) -> EngineResult {
        let source: DocumentID? =
            switch (finding, origin) {
            case (.open, _): nil
            case (.sealed, .scanned): self.document
            case (.sealed, .reused(let first)): first
            }
        return EngineResult(
            document: document,
            round: round,
            engine: engine,
            engineVersion: engineVersion,
            signatureVersion: signatureVersion,
            finding: finding,
            startedAt: startedAt,
            endedAt: endedAt,
            origin: .reused(sealedFor: source)
        )
    }
}
