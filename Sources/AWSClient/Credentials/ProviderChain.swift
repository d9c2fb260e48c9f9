/// Asks one provider after the other, and takes the first that is set up.
///
/// One that is set up but fails ends the search: credentials of somebody else would be worse than none.
package struct ProviderChain: CredentialProvider {
    package struct Link: Sendable {
        let name: String
        let provider: any CredentialProvider

        package init(_ name: String, _ provider: any CredentialProvider) {
            self.name = name
            self.provider = provider
        }
    }

    private let links: [Link]

    package init(_ links: [Link]) {
        self.links = links
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        for link in links {
            do throws(CredentialFailure) {
                return try await link.provider.credentials()
            } catch {
                guard error == .notConfigured else { throw error }
            }
        }
        throw .nowhere(lookedIn: links.map(\.name))
    }
}
