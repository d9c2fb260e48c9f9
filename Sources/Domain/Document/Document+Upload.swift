package import Time

/// From the request for an upload to its confirmation, or to the end of waiting for either.
extension Document {
    /// Where an object would be news; nil where it would not.
    ///
    /// Whatever version lies there: that of bytes which have expired is not waited for.
    package var awaited: Blob? {
        switch state {
        case .requested, .expired: Blob(bucket: blob.bucket, region: blob.region, key: blob.key)
        case .uploading, .uploaded, .extracting, .scanning, .processed, .archived, .failed, .deleted: nil
        }
    }

    /// All the bytes are there.
    ///
    /// The first object that was seen is the document's, whatever is stored under its key afterwards.
    ///
    /// - Parameter again: whether this very news has come before, so that what followed from it may have been lost.
    ///   News that comes for the first time to a document on its way says what whoever confirmed has announced: to
    ///   announce it twice would have every engine scan twice.
    package mutating func arrived(_ arrival: Arrival, again: Bool = false, at now: Instant) -> [Effect] {
        switch state {
        case .requested: return take(arrival, at: now)
        case .expired:
            // The very bytes that have expired are on their way out: nobody may come to rely on them.
            guard !isRevived, blob.version == nil || arrival.blob != blob else { return [.discard(arrival.blob)] }
            isRevived = true
            due = now + Waiting.forConfirmation
            return take(arrival, at: now)
        case .extracting: return again && arrival.blob == blob ? announcements : discard(arrival)
        case .uploaded, .scanning, .processed, .archived, .failed(.stuck): return discard(arrival)
        case .failed(.tooLarge), .failed(.sizeMismatch), .failed(.checksumMismatch):
            return [.discard(arrival.blob), .announce(.documentUpdated(id))]
        case .deleted: return [.discard(arrival.blob)]
        // What comes in chunks is counted chunk by chunk.
        case .uploading: return []
        }
    }

    /// Takes the uploader's word that its upload is complete.
    ///
    /// Once more is the same, as long as nothing else is said than before.
    package mutating func confirm(_ confirmation: Confirmation, at now: Instant) throws(Refusal) -> [Effect] {
        switch state {
        case .requested: throw .nothingUploaded
        case .expired, .deleted: throw .expired
        case .failed(let failure): throw .failed(failure)
        case .uploading:
            try agree(with: confirmation)
            guard state != .uploading(confirmed: true) else { return [] }
            state = .uploading(confirmed: true)
            updatedAt = now
            return []
        case .uploaded:
            try agree(with: confirmation)
            state = .extracting
            updatedAt = now
            // The next look may be a day away, for whoever would have confirmed later.
            due = due.map { min($0, now + Waiting.forProgress) }
            return announcements
        case .extracting:
            try agree(with: confirmation)
            return announcements
        case .scanning, .processed, .archived:
            try agree(with: confirmation)
            return []
        }
    }

    /// What was not confirmed in time expires.
    mutating func expire(at now: Instant) -> [Effect] {
        let hadCome = verified != nil
        state = .expired
        verified = nil
        updatedAt = now
        // Somebody looks once more: the bytes may still be there, where what follows from this was lost.
        due = now + Waiting.forProgress
        // What has come was settled when it came; a drop was never charged.
        let settlement = hadCome || isDrop ? [] : [Effect.settle(reservation, .expired)]
        return settlement + [.discard(blob), .announce(.documentUpdated(id))]
    }

    private mutating func take(_ arrival: Arrival, at now: Instant) -> [Effect] {
        let isCharged = !isDrop && state == .requested
        let settlement = isCharged ? [Effect.settle(reservation, .arrived)] : []
        updatedAt = now
        if let failure = failure(of: arrival) {
            fail(failure, at: now)
            return settlement + [.discard(arrival.blob), .announce(.documentUpdated(id))]
        }
        blob = arrival.blob
        verified = VerifiedFile(size: arrival.size, sha256: arrival.sha256, uploadedAt: arrival.storedAt)
        state = .uploaded
        return settlement
    }

    private func failure(of arrival: Arrival) -> Failure? {
        if arrival.size > .largestFile { return .tooLarge }
        if let size = claim.size, size != arrival.size { return .sizeMismatch }
        if let claimed = claim.sha256, let found = arrival.sha256, claimed != found { return .checksumMismatch }
        return nil
    }

    /// Another version under the same key goes; the document's own stays, and what has no version is its own.
    private func discard(_ arrival: Arrival) -> [Effect] {
        arrival.blob.version == nil || arrival.blob == blob ? [] : [.discard(arrival.blob)]
    }

    private mutating func agree(with confirmation: Confirmation) throws(Refusal) {
        if let size = confirmation.size, let known = verified?.size ?? claim.size, size != known {
            throw .saidOtherwise("file_size")
        }
        guard let sha256 = confirmation.sha256 else { return }
        if let known = verified?.sha256 ?? claim.sha256, sha256 != known { throw .saidOtherwise("sha256") }
        claim.sha256 = sha256
    }

    /// What its plan was charged when the upload was asked for.
    package var reservation: Reservation {
        Reservation(organisation: organisation, day: Day(of: createdAt), bytes: claim.size ?? .largestFile)
    }
}

/// An object that holds all the bytes of a file, as its store describes it.
package struct Arrival: Sendable, Equatable {
    /// With its version, where the store keeps versions.
    package let blob: Blob
    package let size: ByteCount
    /// Only where the store has computed it over all the bytes.
    package let sha256: FileHash?
    package let storedAt: Instant

    package init(blob: Blob, size: ByteCount, sha256: FileHash?, storedAt: Instant) {
        self.blob = blob
        self.size = size
        self.sha256 = sha256
        self.storedAt = storedAt
    }
}

/// What the uploader says of the file when all of it is sent.
package struct Confirmation: Sendable, Equatable {
    package let size: ByteCount?
    package let sha256: FileHash?

    package init(size: ByteCount? = nil, sha256: FileHash? = nil) {
        self.size = size
        self.sha256 = sha256
    }
}
