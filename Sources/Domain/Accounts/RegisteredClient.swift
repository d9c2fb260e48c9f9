package import Time

/// A client's key, and whose it is: registered once its holder has proved that it has the other half.
package struct RegisteredClient: Sendable, Equatable {
    package let key: ClientKey
    package let organisation: OrganisationName
    package let owner: OwnerName
    package let registeredAt: Instant
    package let isRevoked: Bool

    package init(
        key: ClientKey,
        organisation: OrganisationName,
        owner: OwnerName,
        registeredAt: Instant,
        isRevoked: Bool = false
    ) {
        self.key = key
        self.organisation = organisation
        self.owner = owner
        self.registeredAt = registeredAt
        self.isRevoked = isRevoked
    }
}
