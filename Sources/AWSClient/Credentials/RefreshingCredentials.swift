package import Time

/// Keeps credentials and fetches new ones before they lapse, one fetch at a time.
///
/// Within 15 minutes of the end one caller fetches while the others go on with the old ones; within 10 minutes all wait
/// for it. Where the fetch fails the old ones serve as long as they are valid.
package actor RefreshingCredentials: CredentialProvider {
    package static let advisory: Duration = .seconds(900)
    package static let mandatory: Duration = .seconds(600)
    /// A source that was asked is left alone for so long, while what it gave is valid.
    ///
    /// It may have failed, or have nothing that lives longer: a role's session may be no longer than the advisory time
    /// itself, and an instance has newer ones only a few minutes before the end.
    package static let pause: Duration = .seconds(30)

    private let source: any CredentialProvider
    private let clock: any WallClock
    private var current: Credentials?
    private var isFetching = false
    private var notBefore = Instant.distantPast
    private var waiters: [CheckedContinuation<Result<Credentials, CredentialFailure>, Never>] = []

    package init(_ source: any CredentialProvider, clock: any WallClock) {
        self.source = source
        self.clock = clock
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        while true {
            if let kept = usable() { return kept }
            guard isFetching else { return try await fetch().get() }
            let result = await withCheckedContinuation { waiters.append($0) }
            // Whoever fetched was cancelled, and this caller was not: it fetches itself.
            if case .failure(.cancelled) = result, !Task.isCancelled { continue }
            return try orKept(result).get()
        }
    }

    /// Fetches anew unless somebody has done so since those were refused; no other call goes on with them meanwhile.
    package func credentials(insteadOf refused: Credentials) async throws(CredentialFailure) -> Credentials {
        guard current == refused else { return try await credentials() }
        current = nil
        do throws(CredentialFailure) {
            return try await credentials()
        } catch {
            // One service's word that they have lapsed is better than none at all.
            current = current ?? refused
            throw error
        }
    }

    /// What serves without waiting for anything.
    private func usable() -> Credentials? {
        guard let current else { return nil }
        guard let end = current.expiration else { return current }
        let rest = end - clock.now
        guard rest > .zero else { return nil }
        if rest > Self.advisory || clock.now < notBefore { return current }
        return rest > Self.mandatory && isFetching ? current : nil
    }

    private func fetch() async -> Result<Credentials, CredentialFailure> {
        isFetching = true
        let result: Result<Credentials, CredentialFailure>
        do throws(CredentialFailure) {
            let fresh = try await source.credentials()
            current = fresh
            result = .success(fresh)
        } catch {
            result = .failure(error)
        }
        if result != .failure(.cancelled) { notBefore = clock.now + Self.pause }
        isFetching = false
        let waiting = waiters
        waiters = []
        for waiter in waiting { waiter.resume(returning: result) }
        return orKept(result)
    }

    /// The old ones in place of a failure, while they are valid.
    private func orKept(_ result: Result<Credentials, CredentialFailure>) -> Result<Credentials, CredentialFailure> {
        guard case .failure = result, let current, let end = current.expiration, end > clock.now else { return result }
        return .success(current)
    }
}
