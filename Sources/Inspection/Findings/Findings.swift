package import JSON

/// What an inspection found.
package struct Findings: Sendable, Equatable {
    /// By content; `application/octet-stream` where nothing is known of it.
    package let mediaType: String
    /// In the order in which a person reads them; docs/metadata.md has them all.
    package let pairs: JSONObject
}
