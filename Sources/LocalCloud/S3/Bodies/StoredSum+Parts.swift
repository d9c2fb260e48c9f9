import Crypto
import Encoding

extension StoredSum {
    /// The sum of an object whose parts have these, each of so many bytes.
    init(_ kind: SumKind, _ cover: Cover, ofParts parts: [(sum: [UInt8], count: Int)]) {
        switch cover {
        case .composite:
            var sum = RunningSum(kind)
            for part in parts { sum.update(part.sum) }
            self.init(kind, "\(Base64.encode(sum.bytes))-\(parts.count)", .composite)
        case .fullObject:
            self.init(kind, Base64.encode(Self.joined(kind, parts)), .fullObject)
        }
    }

    /// Only cyclic sums join; `UploadSums` lets no upload ask for the whole hash of another kind.
    private static func joined(_ kind: SumKind, _ parts: [(sum: [UInt8], count: Int)]) -> [UInt8] {
        switch kind {
        case .crc32:
            var whole = Crypto.CRC32()
            for part in parts { whole.append(Crypto.CRC32(value: number(part.sum), count: part.count)) }
            return whole.bytes
        case .crc32c:
            var whole = CRC32C()
            for part in parts { whole.append(CRC32C(value: number(part.sum), count: part.count)) }
            return whole.bytes
        case .crc64NVME:
            var whole = CRC64NVME()
            for part in parts { whole.append(CRC64NVME(value: number(part.sum), count: part.count)) }
            return whole.bytes
        case .sha1, .sha256: return parts.flatMap(\.sum)
        }
    }

    private static func number<Word: FixedWidthInteger>(_ bytes: [UInt8]) -> Word {
        bytes.reduce(0) { $0 << 8 | Word(truncatingIfNeeded: $1) }
    }
}
