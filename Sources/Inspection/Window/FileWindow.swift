package import Ports

/// A file that is read by ranges, for it may be larger than memory.
package protocol FileWindow: Sendable {
    /// In bytes.
    var size: Int64 { get }

    /// The bytes of a range that lies inside the file; fewer where it has shrunk meanwhile.
    func read(_ range: Range<Int64>) async throws(PortError) -> [UInt8]
}
