package import Domain
package import Time

/// Who may do what, and how much of it.
package protocol Accounts: Port {
    func apiKey(_ id: APIKeyID) async throws(PortError) -> APIKey?

    /// The key whose secret this is; nil for any other secret, an unknown key, and one that is revoked or past its
    /// time. How long it takes does not tell how much of a secret was right.
    func apiKey(_ id: APIKeyID, with secret: [UInt8], at now: Instant) async throws(PortError) -> APIKey?

    /// Keeps a key in place of what was known of it: for those who hand keys out and take them back.
    func save(_ key: APIKey) async throws(PortError)

    func client(_ key: ClientKey) async throws(PortError) -> RegisteredClient?

    /// Registers a key; once more for the same owner is the same, for another it is `.exists`.
    func register(_ client: RegisteredClient) async throws(PortError)

    /// Nil where nobody has made one: then the deployment's own plan holds.
    func plan(of organisation: OrganisationName) async throws(PortError) -> Plan?

    func save(_ plan: Plan, of organisation: OrganisationName) async throws(PortError)

    /// Takes a document's share of the day, unless that would be more than the plan allows.
    func reserve(_ reservation: Reservation, within plan: Plan) async throws(PortError) -> ReservationOutcome

    /// Ends what a reservation began, once.
    ///
    /// Whoever calls has just saved the change that it follows from, which can happen but once; a call that is lost
    /// leaves the day a little fuller, never emptier.
    func end(_ reservation: Reservation, _ ending: ReservationEnding) async throws(PortError)

    func usage(of organisation: OrganisationName, on day: Day) async throws(PortError) -> Usage
}

package enum ReservationOutcome: Sendable, Equatable {
    case granted
    /// The day is used up: which of its limits.
    case exhausted(PlanLimit)
}

package enum PlanLimit: String, Sendable, Equatable, CaseIterable {
    case documents, bytes
    case openUploads = "open uploads"
}
