import Crypto

/// The body of an error that says more than a code and a message, as JSON.
///
/// It holds items, and is printed no more than they are.
package struct FailureDetails: Sendable, Equatable, Redacted {
    package let json: [UInt8]

    /// It is as long as it came, and so no longer than ``ServiceClient/longestAnswer``: to cut it would be to say that
    /// there was no item.
    package init(_ json: [UInt8]) {
        self.json = json
    }
}
