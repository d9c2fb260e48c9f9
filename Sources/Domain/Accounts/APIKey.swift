package import Time

/// A key that a program proves itself with, without the secret itself: only its hash is kept.
package struct APIKey: Sendable, Equatable {
    package let id: APIKeyID
    package let secretSHA256: FileHash
    package let organisation: OrganisationName
    package let owner: OwnerName
    package let role: Role
    package let expiresAt: Instant?
    package let isRevoked: Bool

    package init(
        id: APIKeyID,
        secretSHA256: FileHash,
        organisation: OrganisationName,
        owner: OwnerName,
        role: Role,
        expiresAt: Instant? = nil,
        isRevoked: Bool = false
    ) {
        self.id = id
        self.secretSHA256 = secretSHA256
        self.organisation = organisation
        self.owner = owner
        self.role = role
        self.expiresAt = expiresAt
        self.isRevoked = isRevoked
    }

    /// What its holder may do.
    package enum Role: String, Sendable, Codable, CaseIterable {
        /// Hand over documents, read their results, have them scanned again, and delete what it handed over itself.
        case uploader
        /// Read only.
        case reader
        /// What an uploader may, and delete whatever its organisation has.
        case administrator
    }
}

/// The part of a key that may be written down.
package struct APIKeyID: Name {
    package let text: String

    package init(unchecked text: String) {
        self.text = text
    }

    package static let rule = "the id of an API key is 8 to 32 small letters, digits and inner dashes"

    package static func isValid(_ text: String) -> Bool { text.utf8.count >= 8 && text.isLabel(atMost: 32) }
}
