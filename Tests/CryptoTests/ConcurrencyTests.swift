import Crypto
import Testing
import Time

@Suite struct ConcurrencyTests {
    @Test func `one HMAC key serves many tasks at once`() async {
        let key = HMACKey(Array("a key that all of them share".utf8))
        let expected = (0..<64).map { key.authenticate([UInt8(truncatingIfNeeded: $0)]) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<2_000).allSatisfy { key.authenticate([UInt8($0 % 64)]) == expected[$0 % 64] }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func `one key pair and one cipher serve many tasks at once`() async throws {
        let random = SeededRandom(seed: 19)
        let key = try P256.PrivateKey(from: random)
        let peer = try P256.PrivateKey(from: random).publicKey
        let secret = try key.agree(with: peer)
        let cipher = try AESGCM(key: secret.hashed)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    let nonce = try AESGCM.Nonce([UInt8](repeating: UInt8(task), count: 12))
                    for round in 0..<20 {
                        let message = [UInt8](repeating: UInt8(round), count: round)
                        guard try key.publicKey.verifies(key.sign(message), of: message),
                            try key.agree(with: peer) == secret,
                            try cipher.open(cipher.seal(message, nonce: nonce), nonce: nonce) == message
                        else { return false }
                    }
                    return true
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
