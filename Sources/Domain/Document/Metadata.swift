package import JSON
package import Time

/// What is known of a file's inside.
package struct Metadata: Sendable, Equatable {
    /// Which script said so: another one may say more.
    package let scriptVersion: String
    package let extractedAt: Instant
    /// In the order in which they are shown.
    package let pairs: JSONObject

    package init(scriptVersion: String, extractedAt: Instant, pairs: JSONObject) {
        self.scriptVersion = scriptVersion
        self.extractedAt = extractedAt
        self.pairs = pairs
    }
}
