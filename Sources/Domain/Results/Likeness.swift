/// What two documents must share for one to take over the other's results.
///
/// Knowing a hash alone shows nothing: the bytes were verified, and the organisation is the same.
package struct Likeness: Sendable, Hashable {
    package let organisation: OrganisationName
    package let sha256: FileHash
    /// Sealed documents share with those of the same key alone.
    package let client: ClientKey?

    package init(organisation: OrganisationName, sha256: FileHash, client: ClientKey?) {
        self.organisation = organisation
        self.sha256 = sha256
        self.client = client
    }
}

extension Document {
    /// Nil until the hash is verified.
    package var likeness: Likeness? {
        verified?.sha256.map { Likeness(organisation: organisation, sha256: $0, client: sealing?.client) }
    }
}
