import Crypto
import Encoding

/// The sums that S3 checks an object by, as its API spells them, and that we reckon ourselves.
package enum ChecksumAlgorithm: String, Sendable, CaseIterable {
    /// The one that AWS's SDKs choose where nobody does.
    case crc32 = "CRC32"
    /// The one that S3 itself reckons where nobody does.
    case crc64NVME = "CRC64NVME"
    case sha256 = "SHA256"

    package var headerName: String { "x-amz-checksum-\(rawValue.lowercased())" }

    package func makeSum() -> any TrailingChecksum {
        switch self {
        case .crc32: CRCTrailer(self, Crypto.CRC32())
        case .crc64NVME: CRCTrailer(self, CRC64NVME())
        case .sha256: SHA256Trailer()
        }
    }

    /// Base64, as the headers have it.
    package func sum(of bytes: [UInt8]) -> String {
        var sum = makeSum()
        sum.update(bytes)
        return sum.finish()
    }
}

/// A cyclic redundancy check behind the last chunk.
private struct CRCTrailer<Sum: CyclicSum>: TrailingChecksum {
    private let algorithm: ChecksumAlgorithm
    private var sum: Sum

    init(_ algorithm: ChecksumAlgorithm, _ sum: Sum) {
        self.algorithm = algorithm
        self.sum = sum
    }

    var headerName: String { algorithm.headerName }
    var encodedLength: Int { (sum.bytes.count + 2) / 3 * 4 }
    mutating func update(_ bytes: [UInt8]) { sum.update(bytes) }
    func finish() -> String { Base64.encode(sum.bytes) }
}

private protocol CyclicSum: Sendable {
    var bytes: [UInt8] { get }
    mutating func update(_ bytes: [UInt8])
}

extension Crypto.CRC32: CyclicSum {}
extension CRC64NVME: CyclicSum {}
