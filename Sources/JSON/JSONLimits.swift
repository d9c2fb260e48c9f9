/// How much a text may ask of its reader, for the text comes from outside.
package struct JSONLimits: Sendable, Hashable {
    /// For every text that names no other limits.
    package static let standard = JSONLimits()

    /// Arrays and objects inside one another.
    ///
    /// A type that nests itself takes some 1.4 KB of stack per level, in a debug build 2.4 KB, and the smallest stack
    /// here is a thread of 256 KiB. The events of AWS have about nine levels.
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
