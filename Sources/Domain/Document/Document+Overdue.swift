package import Time

/// How long somebody waits for what should come by itself.
package enum Waiting {
    /// An upload that nobody has confirmed by then expires.
    package static let forConfirmation: Duration = .seconds(24 * 60 * 60)
    /// Work that has not moved for so long is announced again: longer than any queue holds a message between two
    /// tries.
    package static let forProgress: Duration = .seconds(30 * 60)
    /// A document without metadata by then will not get them by itself: whatever is wrong lies in a dead-letter queue.
    package static let forPreparation: Duration = .seconds(6 * 60 * 60)
    /// What was on its way to a document when it was deleted has come by then: bytes whose upload had begun, and the
    /// words of steps that were at work.
    package static let forStragglers: Duration = .seconds(24 * 60 * 60)
}

extension Document {
    /// Somebody looks because its time is over; usually all is well, and the next look is later.
    ///
    /// `due` is not moved when a document moves on, for each move of an index entry is paid for: the look finds out.
    /// Who looks before that time, by a list that was old, sees nothing.
    package mutating func overdue(at now: Instant) -> [Effect] {
        guard let due, now >= due else { return [] }
        switch state {
        case .requested, .uploading, .uploaded:
            let end = (verified?.uploadedAt).map { max($0, createdAt) } ?? createdAt
            guard now >= end + Waiting.forConfirmation else {
                self.due = end + Waiting.forConfirmation
                return []
            }
            return expire(at: now)
        case .extracting:
            guard isLate(at: now) else { return [] }
            guard now < updatedAt + Waiting.forPreparation else {
                fail(.stuck, at: now)
                // Somebody looks once more: the news may be lost after the save.
                self.due = now + Waiting.forProgress
                return [.announce(.documentUpdated(id))]
            }
            return announcements
        case .scanning:
            guard isLate(at: now) else { return [] }
            return [.announce(.deadline(id, round: round))]
        case .expired:
            // Once more what followed from the expiry.
            self.due = nil
            return [.announce(.documentUpdated(id))] + (blob.version == nil ? [] : [.discard(blob)])
        case .failed(.stuck):
            self.due = nil
            return [.announce(.documentUpdated(id))]
        case .processed, .archived, .failed(.tooLarge), .failed(.sizeMismatch), .failed(.checksumMismatch):
            self.due = nil
            return []
        case .deleted:
            self.due = now + Waiting.forProgress
            return [.erase(self)]
        }
    }

    /// Whether nothing has moved for long; sets the time of the next look.
    private mutating func isLate(at now: Instant) -> Bool {
        let isLate = now >= updatedAt + Waiting.forProgress
        due = (isLate ? now : updatedAt) + Waiting.forProgress
        return isLate
    }
}
