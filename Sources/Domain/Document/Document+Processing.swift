package import Time

/// From the confirmation to the last result.
extension Document {
    /// What must be done before engines can be asked: all of it at once, for none waits for another.
    package var preparations: [Message] {
        guard isBeingPrepared, let verified else { return [] }
        return (verified.type == nil ? [.metadataRequested(id)] : [])
            + (verified.sha256 == nil ? [.hashRequested(id)] : [])
    }

    /// What is told of a document that is on its way: whatever is missing is asked for, and where nothing is, whoever
    /// leads it hears again that its metadata are there.
    var announcements: [Effect] {
        guard let verified, let type = verified.type, isReady else { return preparations.map { .announce($0) } }
        return [.announce(.metadataExtracted(id, type: type))]
    }

    /// Whether metadata and hash are there, and no round has begun.
    package var isReady: Bool {
        isBeingPrepared && verified?.type != nil && verified?.sha256 != nil
    }

    /// Its metadata are extracted, and this is its type.
    package mutating func extracted(type: String, at now: Instant) {
        guard isBeingPrepared, verified?.type != type else { return }
        verified?.type = type
        updatedAt = now
    }

    /// Its bytes have this hash.
    ///
    /// Where another was announced, a message that comes again has the bytes removed again.
    package mutating func hashed(_ sha256: FileHash, at now: Instant) -> [Effect] {
        guard let verified, verified.sha256 == nil else { return [] }
        if claim.sha256 ?? sha256 == sha256 {
            guard isBeingPrepared else { return [] }
            self.verified?.sha256 = sha256
            updatedAt = now
            return []
        }
        if isBeingPrepared { fail(.checksumMismatch, at: now) }
        return state == .failed(.checksumMismatch) ? [.discard(blob), .announce(.documentUpdated(id))] : []
    }

    /// Engines are asked, or there are none to ask.
    ///
    /// Only the round that is next, or that somebody has asked for, can begin; any other plan changes nothing.
    package mutating func begin(_ plan: RoundPlan, at now: Instant) -> [Effect] {
        if isReady, plan.round == round + 1 {
            state = .scanning
            round = plan.round
            updatedAt = now
            due = due ?? now + Waiting.forProgress
        }
        return plan.expected.isEmpty ? finish(round: plan.round, reason: "no engine", at: now) : []
    }

    /// All engines of a round have answered.
    ///
    /// A message that comes again tells again.
    package mutating func finish(round number: Int, at now: Instant) -> [Effect] {
        finish(round: number, reason: nil, at: now)
    }

    /// Asks for another round: of all engines, or of some.
    ///
    /// Those that are not named may be answered by what they said before. Whoever asks again before anybody has taken
    /// up the round, and says the same, asks for the same one: its message may have been lost after the save.
    ///
    /// - Parameter hasBegun: whether engines have been chosen for the round that is under way.
    package mutating func rescan(
        _ engines: Set<EngineName>?,
        hasBegun: Bool,
        at now: Instant
    ) throws(Refusal) -> Message {
        guard sealing == nil else { throw .sealed }
        switch state {
        case .processed:
            state = .scanning
            round += 1
            anew = engines
            updatedAt = now
            due = now + Waiting.forProgress
        case .scanning where round > 1 && !hasBegun && engines == anew: break
        case .requested, .uploading: throw .nothingUploaded
        case .uploaded: throw .unconfirmed
        case .extracting, .scanning: throw .underWay
        case .expired, .archived, .deleted: throw .expired
        case .failed(let failure): throw .failed(failure)
        }
        return .roundRequested(id, round: round, engines: engines)
    }

    mutating func fail(_ failure: Failure, at now: Instant) {
        state = .failed(failure)
        updatedAt = now
        due = nil
    }

    private mutating func finish(round number: Int, reason: String?, at now: Instant) -> [Effect] {
        guard round == number else { return [] }
        switch state {
        case .scanning:
            state = .processed(reason: reason)
            updatedAt = now
            due = nil
            return [.announce(.documentUpdated(id))]
        case .processed: return [.announce(.documentUpdated(id))]
        case .requested, .uploading, .uploaded, .extracting, .expired, .archived, .failed, .deleted: return []
        }
    }

    /// A document that was given up may go on, when whoever is on call has mended what held it.
    package var isBeingPrepared: Bool {
        switch state {
        case .extracting, .failed(.stuck): true
        case .requested, .uploading, .uploaded, .scanning, .processed, .expired, .archived, .failed, .deleted: false
        }
    }
}
