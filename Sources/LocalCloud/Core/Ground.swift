import AWSClient
package import Time

/// What every part of the cloud stands on.
package struct Ground: Sendable {
    package let place: CloudPlace
    package let clock: any WallClock
    package let random: any RandomSource
    /// Who may call, and by which secret.
    package let keys: AccessKeys
    package let permissions: any Permissions
    package let journal: any Journal
    package let deliveries: Deliveries
    package let witness: any Witness

    package init(
        place: CloudPlace = CloudPlace(),
        clock: any WallClock,
        random: any RandomSource,
        keys: AccessKeys = AccessKeys(),
        permissions: any Permissions = EverythingAllowed(),
        journal: any Journal = NoJournal(),
        deliveries: Deliveries = Deliveries(),
        witness: any Witness = NoWitness()
    ) {
        self.place = place
        self.clock = clock
        self.random = random
        self.keys = keys
        self.permissions = permissions
        self.journal = journal
        self.deliveries = deliveries
        self.witness = witness
    }

    /// An id as AWS gives them to requests, messages and versions.
    package func newID() -> String { UUID.v4(from: random).description }
}

/// The one account and region that this cloud is.
package struct CloudPlace: Sendable, Equatable {
    package let account: String
    package let region: String

    package init(account: String = "000000000000", region: String = "us-east-1") {
        self.account = account
        self.region = region
    }

    package func arn(_ service: String, _ resource: String) -> ARN {
        ARN(service: service, region: region, account: account, resource: resource)
    }
}
