import Crypto
import Testing
import Time

@Suite struct AESGCMTests {
    @Test(arguments: GCMVectors.encrypt.indices) func `NIST's plaintexts are sealed as NIST's are`(index: Int) throws {
        let vector = GCMVectors.encrypt[index]
        let cipher = try AESGCM(key: SecretBytes(try vector.bytes("Key")))
        let nonce = try AESGCM.Nonce(try vector.bytes("IV"))
        let associated = try vector.bytes("AAD")
        let sealed = try AESGCM.Sealed(ciphertext: try vector.bytes("CT"), tag: try vector.bytes("Tag"))
        let plaintext = try vector.bytes("PT")
        #expect(try cipher.seal(plaintext, nonce: nonce, authenticating: associated) == sealed)
        #expect(try cipher.open(sealed, nonce: nonce, authenticating: associated) == plaintext)
    }

    @Test(arguments: GCMVectors.decrypt.indices) func `NIST's ciphertexts open where NIST says so`(index: Int) throws {
        let vector = GCMVectors.decrypt[index]
        let cipher = try AESGCM(key: SecretBytes(try vector.bytes("Key")))
        let nonce = try AESGCM.Nonce(try vector.bytes("IV"))
        let associated = try vector.bytes("AAD")
        let sealed = try AESGCM.Sealed(ciphertext: try vector.bytes("CT"), tag: try vector.bytes("Tag"))
        if vector.has("FAIL") {
            #expect(throws: CryptoFailure.notAuthentic) {
                try cipher.open(sealed, nonce: nonce, authenticating: associated)
            }
        } else {
            #expect(try cipher.open(sealed, nonce: nonce, authenticating: associated) == vector.bytes("PT"))
        }
    }

    @Test func `what is sealed opens again, whatever its length`() throws {
        let random = SeededRandom(seed: 4)
        var generator = random.generator
        for count in Array(0...66) + [1_000, 100_003] {
            let cipher = try AESGCM(key: SecretBytes(count: 32, from: random))
            let nonce = AESGCM.Nonce(from: random)
            let plaintext = random.bytes(count)
            let associated = random.bytes(Int.random(in: 0..<40, using: &generator))
            let sealed = try cipher.seal(plaintext, nonce: nonce, authenticating: associated)
            #expect(sealed.ciphertext.count == count)
            #expect(try cipher.open(sealed, nonce: nonce, authenticating: associated) == plaintext)
        }
    }

    /// Every bit of a message of 20 bytes, its tag, its nonce and its associated data.
    @Test func `one bit that is another opens nothing`() throws {
        let random = SeededRandom(seed: 5)
        let cipher = try AESGCM(key: SecretBytes(count: 32, from: random))
        let nonce = AESGCM.Nonce(from: random)
        let associated = random.bytes(7)
        let sealed = try cipher.seal(random.bytes(20), nonce: nonce, authenticating: associated)
        for bit in 0..<(8 * (20 + 16 + 12 + 7)) {
            var all = sealed.ciphertext + sealed.tag + nonce.bytes + associated
            all[bit / 8] ^= 1 << UInt8(bit % 8)
            let changed = try AESGCM.Sealed(ciphertext: Array(all[..<20]), tag: Array(all[20..<36]))
            #expect(throws: CryptoFailure.notAuthentic) {
                try cipher.open(changed, nonce: AESGCM.Nonce(Array(all[36..<48])), authenticating: Array(all[48...]))
            }
        }
    }

    @Test func `another key opens nothing, nor do bytes that moved into the associated data`() throws {
        let random = SeededRandom(seed: 6)
        let cipher = try AESGCM(key: SecretBytes(count: 32, from: random))
        let nonce = AESGCM.Nonce(from: random)
        let sealed = try cipher.seal([1, 2, 3], nonce: nonce, authenticating: [4, 5])
        let other = try AESGCM(key: SecretBytes(count: 32, from: random))
        #expect(throws: CryptoFailure.notAuthentic) { try other.open(sealed, nonce: nonce, authenticating: [4, 5]) }
        #expect(throws: CryptoFailure.notAuthentic) { try cipher.open(sealed, nonce: nonce, authenticating: [4]) }
        #expect(throws: CryptoFailure.notAuthentic) { try cipher.open(sealed, nonce: nonce) }
        let cut = try AESGCM.Sealed(ciphertext: Array(sealed.ciphertext.dropLast()), tag: sealed.tag)
        #expect(throws: CryptoFailure.notAuthentic) { try cipher.open(cut, nonce: nonce, authenticating: [4, 5]) }
    }

    @Test(arguments: [0, 16, 24, 31, 33]) func `a key of another length is refused`(count: Int) {
        #expect(throws: CryptoFailure.wrongLength(of: .key, expected: 32, actual: count)) {
            try AESGCM(key: SecretBytes([UInt8](repeating: 0, count: count)))
        }
    }

    @Test(arguments: [0, 8, 11, 13, 16]) func `a nonce of another length is refused`(count: Int) {
        #expect(throws: CryptoFailure.wrongLength(of: .nonce, expected: 12, actual: count)) {
            try AESGCM.Nonce([UInt8](repeating: 0, count: count))
        }
    }

    /// SP 800-38D allows shorter tags, and each bit less is twice the chance of a forgery.
    @Test(arguments: [0, 4, 12, 15, 17]) func `a tag of another length is refused`(count: Int) {
        #expect(throws: CryptoFailure.wrongLength(of: .tag, expected: 16, actual: count)) {
            try AESGCM.Sealed(ciphertext: [1], tag: [UInt8](repeating: 0, count: count))
        }
    }
}
