import Crypto

/// The checksum that DynamoDB sends with each answer.
enum CRC32 {
    static func checksum(of bytes: [UInt8]) -> UInt32 { Crypto.CRC32.checksum(of: bytes) }
}
