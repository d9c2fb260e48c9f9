import Crypto

/// The body of an error that says more than a code and a message, as JSON.
///
/// It holds items, and is printed no more than they are.
package struct FailureDetails: Sendable, Equatable, Redacted {
    package let json: [UInt8]

    /// Nil for one that is too long to keep.
    package init?(_ json: [UInt8]) {
        guard json.count <= Self.longest else { return nil }
        self.json = json
    }

    /// A transaction has items of 4 MB at most, and written as JSON they may double.
    private static let longest = 8 << 20
}
