package import Domain
package import Time

/// Carries out what follows from a change that is saved.
package struct Aftermath: Port {
    private let bus: any MessageBus
    private let blobs: any BlobStore
    private let accounts: (any Accounts)?
    private let erasure: Erasure?

    /// Whoever's changes settle nothing has no accounts, and no right to them; nor to erase, whose changes do not.
    package init(
        _ bus: any MessageBus,
        _ blobs: any BlobStore,
        _ accounts: (any Accounts)? = nil,
        _ erasure: Erasure? = nil
    ) {
        self.bus = bus
        self.blobs = blobs
        self.accounts = accounts
        self.erasure = erasure
    }

    package func until(_ deadline: Instant) -> Aftermath {
        Aftermath(
            bus.until(deadline),
            blobs.until(deadline),
            accounts?.until(deadline),
            erasure?.until(deadline)
        )
    }

    /// The plan first: nobody settles it again when the rest fails, and whoever comes again finds nothing to settle.
    package func carryOut(_ effects: [Effect]) async throws(PortError) {
        var messages: [Message] = []
        var discarded: [Blob] = []
        for effect in effects {
            switch effect {
            case .settle(let reservation, let ending): try await end(reservation, ending)
            case .announce(let message): messages.append(message)
            case .discard(let blob): discarded.append(blob)
            case .erase(let document): try await erase(document)
            }
        }
        if !messages.isEmpty { try await bus.send(messages, after: .zero) }
        try await discard(discarded)
    }

    /// Bytes that nobody took notice of have no version yet: all that lie under the key are theirs.
    private func discard(_ blobs: [Blob]) async throws(PortError) {
        let versions = blobs.filter { $0.version != nil }
        if !versions.isEmpty { try await self.blobs.delete(versions) }
        for blob in blobs where blob.version == nil { _ = try await self.blobs.deleteVersions(under: blob) }
    }

    private func erase(_ document: Document) async throws(PortError) {
        guard let erasure else {
            throw .refused(Outage(service: "documents", code: "no-erasure", message: "this function erases nothing"))
        }
        try await erasure.erase(document)
    }

    private func end(_ reservation: Reservation, _ ending: ReservationEnding) async throws(PortError) {
        guard let accounts else {
            throw .refused(Outage(service: "accounts", code: "no-accounts", message: "this function settles nothing"))
        }
        try await accounts.end(reservation, ending)
    }
}
