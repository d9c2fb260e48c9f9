package import Time

extension Document {
    /// Whoever asked for the upload wants it no more; what its plan was charged for nothing is given back.
    package mutating func withdraw(at now: Instant) -> [Effect] {
        switch state {
        case .requested, .uploading:
            // Its bytes go in any case, and whoever deletes needs no telling.
            _ = expire(at: now)
            return isDrop ? [] : [.settle(reservation, .expired)]
        case .uploaded, .extracting, .scanning, .processed, .expired, .archived, .failed, .deleted: return []
        }
    }

    /// All that there was of it is gone: what stays for a while is that it was there.
    ///
    /// Until then bytes may come by a URL that is still good, and steps that had begun may leave something behind; once
    /// the record were gone too, nobody would know that these should go.
    package mutating func forget(at now: Instant) {
        guard state != .deleted else { return }
        var rest = Document(
            id: id,
            organisation: organisation,
            owner: owner,
            claim: FileClaim(name: FileName(unchecked: "deleted")),
            version: version,
            blob: blob,
            createdAt: createdAt,
            due: now + Waiting.forStragglers
        )
        rest.state = .deleted
        rest.round = round
        rest.updatedAt = now
        self = rest
    }
}
