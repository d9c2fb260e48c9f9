/// A number of bytes.
package struct ByteCount: Hashable, Comparable, Sendable {
    package let bytes: Int64

    package init(_ bytes: Int64) {
        self.bytes = bytes
    }

    /// The largest file that is analysed: 1 GB, as the designs promise their users.
    package static let largestFile = ByteCount(1_000_000_000)

    package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: CustomStringConvertible, Codable, ExpressibleByIntegerLiteral {
    package init(integerLiteral bytes: Int64) {
        self.init(bytes)
    }

    package var description: String { "\(bytes) bytes" }

    package init(from decoder: any Decoder) throws {
        bytes = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }
}
