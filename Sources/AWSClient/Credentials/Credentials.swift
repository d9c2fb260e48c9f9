import Crypto
package import Time

/// What AWS knows a caller by: an access key, the secret to it, and a session token where they are temporary.
///
/// Printing it shows the access key alone, which is no secret.
package struct Credentials: Sendable, Equatable {
    package let accessKeyID: String
    package let secretAccessKey: SecretText
    package let sessionToken: SecretText?
    /// When AWS stops accepting them; nil where they are for good.
    package let expiration: Instant?

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Instant? = nil)
    {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = SecretText(secretAccessKey)
        self.sessionToken = sessionToken.map { SecretText($0) }
        self.expiration = expiration
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "credentials of \(accessKeyID)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A text that no log line, error or debugger print shows.
package struct SecretText: Sendable, Equatable, Redacted {
    /// The text itself, for the one place that needs it.
    package let revealed: String

    package init(_ text: String) {
        revealed = text
    }
}
