/// How much a text may ask of its reader, for the text comes from outside.
package struct JSONLimits: Sendable, Hashable {
    /// For every text that names no other limits.
    package static let standard = JSONLimits()

    /// Arrays and objects inside one another.
    ///
    /// Decoding a nested type takes a few stack frames per level, up to 3 KB of them in a debug build, and the
    /// smallest stack here is a thread of 256 KiB. The deepest event of AWS has nine levels, DynamoDB allows 32.
    package var depth: Int

    /// The length of a text.
    ///
    /// The largest answer of any service that we call is DynamoDB's, 16 MB of items; written as JSON it may double.
    /// A front that takes messages from outside has a smaller limit of its own before this one.
    package var bytes: Int

    /// The length of one number: a Double's longest exact spelling has 1,077 characters.
    static let numberLength = 1_100

    /// What an offset in a ``Node`` can address.
    static let addressable = Int(UInt32.max) - 1

    package init(depth: Int = 64, bytes: Int = 32 << 20) {
        self.depth = depth
        self.bytes = min(bytes, JSONLimits.addressable)
    }
}
