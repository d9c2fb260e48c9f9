/// What the deployment calls its tables.
package struct TableNames: Sendable, Equatable {
    /// Records, and beside each its chunks, rounds and metadata.
    package let documents: String
    package let results: String
    package let leases: String
    package let accounts: String
    package let engines: String

    package init(documents: String, results: String, leases: String, accounts: String, engines: String) {
        self.documents = documents
        self.results = results
        self.leases = leases
        self.accounts = accounts
        self.engines = engines
    }
}
