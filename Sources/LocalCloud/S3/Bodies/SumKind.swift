import Crypto
import Encoding

/// The sums that S3 checks an object by, as its API spells them.
enum SumKind: String, Sendable, Codable, CaseIterable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    /// The one that S3 reckons where nobody chooses.
    case crc64NVME = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"

    var headerName: String { "x-amz-checksum-\(rawValue.lowercased())" }
    var elementName: String { "Checksum\(rawValue)" }

    init?(headerName: String) {
        guard let kind = Self.allCases.first(where: { $0.headerName == headerName.lowercased() }) else { return nil }
        self = kind
    }

    /// Whether the sum of a whole follows from those of its parts.
    var joins: Bool {
        switch self {
        case .crc32, .crc32c, .crc64NVME: true
        case .sha1, .sha256: false
        }
    }

    var byteCount: Int {
        switch self {
        case .crc32, .crc32c: 4
        case .crc64NVME: 8
        case .sha1: 20
        case .sha256: 32
        }
    }

    /// The bytes of a sum in base64; nil where it is none of this kind.
    func bytes(of text: String) -> [UInt8]? {
        guard let bytes = Base64.decode(text), bytes.count == byteCount else { return nil }
        return bytes
    }
}

/// A sum that grows with the bytes that go by.
enum RunningSum: Sendable {
    case crc32(Crypto.CRC32)
    case crc32c(CRC32C)
    case crc64NVME(CRC64NVME)
    case sha1(SHA1)
    case sha256(SHA256)

    init(_ kind: SumKind) {
        switch kind {
        case .crc32: self = .crc32(Crypto.CRC32())
        case .crc32c: self = .crc32c(CRC32C())
        case .crc64NVME: self = .crc64NVME(CRC64NVME())
        case .sha1: self = .sha1(SHA1())
        case .sha256: self = .sha256(SHA256())
        }
    }

    mutating func update(_ bytes: [UInt8]) {
        switch self {
        case .crc32(var sum):
            sum.update(bytes)
            self = .crc32(sum)
        case .crc32c(var sum):
            sum.update(bytes)
            self = .crc32c(sum)
        case .crc64NVME(var sum):
            sum.update(bytes)
            self = .crc64NVME(sum)
        case .sha1(var sum):
            sum.update(bytes)
            self = .sha1(sum)
        case .sha256(var sum):
            sum.update(bytes)
            self = .sha256(sum)
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .crc32(let sum): sum.bytes
        case .crc32c(let sum): sum.bytes
        case .crc64NVME(let sum): sum.bytes
        case .sha1(let sum): sum.finish()
        case .sha256(let sum): sum.finish().bytes
        }
    }
}

/// A sum that is kept with an object or with a part.
struct StoredSum: Sendable, Hashable, Codable {
    /// What it was reckoned over.
    enum Cover: String, Sendable, Codable {
        case fullObject = "FULL_OBJECT"
        /// Over the sums of the parts.
        case composite = "COMPOSITE"
    }

    let kind: SumKind
    /// Base64; a composite one ends with a hyphen and the number of its parts.
    let value: String
    let cover: Cover

    init(_ kind: SumKind, _ value: String, _ cover: Cover = .fullObject) {
        self.kind = kind
        self.value = value
        self.cover = cover
    }
}
