import Crypto
import Testing
import Time

@Suite struct AgreementTests {
    /// Those that fail have a point beside the curve, a private key that is not the public one's, or another secret.
    @Test(arguments: ECDHVectors.agreements.indices) func `agreements hold where NIST says so`(index: Int) throws {
        let vector = ECDHVectors.agreements[index]
        let holds = try agrees(vector)
        #expect(holds == vector.text("Result").hasPrefix("P"))
    }

    private func agrees(_ vector: Record) throws -> Bool {
        let peer = [4] + (try vector.bytes("QsCAVSx")) + (try vector.bytes("QsCAVSy"))
        let mine = [4] + (try vector.bytes("QsIUTx")) + (try vector.bytes("QsIUTy"))
        let secret = try vector.bytes("Z")
        do {
            let key = try P256.PrivateKey(SecretBytes(try vector.bytes("dsIUT")))
            guard key.publicKey == (try P256.PublicKey(mine)) else { return false }
            return try key.agree(with: P256.PublicKey(peer)).withBytes { Array($0) } == secret
        } catch CryptoFailure.notOnCurve {
            return false
        }
    }

    @Test func `both sides agree, and a third does not`() throws {
        let random = SeededRandom(seed: 10)
        for _ in 0..<20 {
            let (a, b) = (try P256.PrivateKey(from: random), try P256.PrivateKey(from: random))
            let third = try P256.PrivateKey(from: random)
            let secret = try a.agree(with: b.publicKey)
            #expect(try b.agree(with: a.publicKey) == secret)
            #expect(try third.agree(with: a.publicKey) != secret)
            #expect(try b.agree(with: P256.PublicKey(a.publicKey.bytes)) == secret)
        }
    }

    /// One secret in 256 begins with a zero, so among 600 there is one for all but one seed in ten.
    @Test func `a secret keeps the zeros in front`() throws {
        let random = SeededRandom(seed: 11)
        let key = try P256.PrivateKey(from: random)
        var zeros = 0
        for _ in 0..<600 {
            let secret = try key.agree(with: P256.PrivateKey(from: random).publicKey)
            secret.withBytes { bytes in
                #expect(bytes.count == 32)
                zeros += bytes[0] == 0 ? 1 : 0
            }
        }
        #expect(zeros > 0)
    }

    @Test func `a key that is derived is bound to its purpose`() throws {
        let random = SeededRandom(seed: 12)
        let secret = try P256.PrivateKey(from: random).agree(with: P256.PrivateKey(from: random).publicKey)
        let key = try secret.derive(32, salt: [1], info: [2])
        #expect(key == (try HKDF.derive(32, from: SecretBytes(secret.withBytes { Array($0) }), salt: [1], info: [2])))
        #expect(key != (try secret.derive(32, salt: [1], info: [3])))
        #expect(key != secret.hashed)
    }
}
