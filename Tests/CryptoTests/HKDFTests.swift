import Crypto
import Testing

@Suite struct HKDFTests {
    @Test(arguments: HKDFVectors.cases.indices) func `the RFC's secrets give the RFC's keys`(index: Int) throws {
        let vector = HKDFVectors.cases[index]
        let secret = SecretBytes(try vector.bytes("IKM"))
        let (salt, info) = (try vector.bytes("salt"), try vector.bytes("info"))
        let key = SecretBytes(try vector.bytes("OKM"))
        #expect(vector.text("L") == "\(key.count)")
        #expect(HKDF.extract(from: secret, salt: salt) == SecretBytes(try vector.bytes("PRK")))
        #expect(try HKDF.derive(key.count, from: secret, salt: salt, info: info) == key)
    }

    @Test func `a longer key begins with the shorter one`() throws {
        let secret = SecretBytes([1, 2, 3])
        let longest = try HKDF.derive(HKDF.longest, from: secret, salt: [], info: [9])
        for count in [0, 1, 31, 32, 33, 64, 65, HKDF.longest - 1] {
            let key = try HKDF.derive(count, from: secret, salt: [], info: [9])
            #expect(key.withBytes { Array($0) } == longest.withBytes { Array($0.prefix(count)) })
        }
    }

    @Test func `another purpose or another salt gives another key`() throws {
        let secret = SecretBytes([1, 2, 3])
        let key = try HKDF.derive(32, from: secret, salt: [4], info: [5])
        #expect(try HKDF.derive(32, from: secret, salt: [4], info: [6]) != key)
        #expect(try HKDF.derive(32, from: secret, salt: [5], info: [5]) != key)
    }

    @Test func `more than 255 blocks are refused`() {
        #expect(throws: CryptoFailure.tooLong(.derivedKey, count: 8_161, limit: 8_160)) {
            try HKDF.derive(8_161, from: SecretBytes([1]), salt: [], info: [])
        }
    }
}
