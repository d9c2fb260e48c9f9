import Crypto
import FuzzDriver
import Glibc
import Time

/// What an outsider sends in sealed results and signed jobs: signatures, public keys, ciphertexts.
@main enum CryptoFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                CryptoFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    /// The first byte chooses the parser.
    private static func attempt(_ input: [UInt8]) {
        guard let choice = input.first else { return }
        let bytes = Array(input.dropFirst())
        do {
            switch choice % 4 {
            case 0: try readSignature(bytes)
            case 1: try readPublicKey(bytes)
            case 2: try open(bytes)
            default: try readPrivateKey(bytes)
            }
        } catch let failure as CryptoFailure {
            if case .library = failure { fatalError("no refusal, but a failure: \(failure)") }
            precondition(!failure.description.isEmpty)
        } catch {
            fatalError("an error that is not ours: \(error)")
        }
    }

    private static func readSignature(_ bytes: [UInt8]) throws {
        let signature = try P256.Signature(der: bytes)
        precondition(signature.der == bytes, "a signature by two names")
        let key = try P256.PrivateKey(from: SeededRandom(seed: 1)).publicKey
        let isGood = try key.verifies(signature, of: [1])
        precondition(!isGood, "a forgery")
    }

    private static func readPublicKey(_ bytes: [UInt8]) throws {
        let key = try P256.PublicKey(bytes)
        precondition(key.bytes == bytes, "a point by two names")
        let mine = try P256.PrivateKey(from: SeededRandom(seed: 1))
        let secret = try mine.agree(with: key)
        precondition(secret.withBytes { $0.count } == 32, "a secret of another length")
    }

    private static func readPrivateKey(_ bytes: [UInt8]) throws {
        let key = try P256.PrivateKey(SecretBytes(bytes))
        let isGood = try key.publicKey.verifies(key.sign(bytes), of: bytes)
        precondition(isGood, "a signature that is not its own")
    }

    /// The nonce, the length of the associated data, those, the tag and the ciphertext.
    private static func open(_ bytes: [UInt8]) throws {
        let nonce = try AESGCM.Nonce(Array(bytes.prefix(12)))
        let rest = bytes.dropFirst(12)
        let associated = Array(rest.dropFirst().prefix(Int(rest.first ?? 0)))
        let sealed = rest.dropFirst(1 + associated.count)
        let cipher = try AESGCM(key: SecretBytes(count: 32, from: SeededRandom(seed: 1)))
        let box = try AESGCM.Sealed(ciphertext: Array(sealed.dropFirst(16)), tag: Array(sealed.prefix(16)))
        let isRefused = try refuses(box) { try cipher.open($0, nonce: nonce, authenticating: associated) }
        precondition(isRefused, "a forgery")
        let again = try cipher.seal(box.ciphertext, nonce: nonce, authenticating: associated)
        let opened = try cipher.open(again, nonce: nonce, authenticating: associated)
        precondition(opened == box.ciphertext, "another plaintext")
    }

    private static func refuses(_ box: AESGCM.Sealed, _ open: (AESGCM.Sealed) throws -> [UInt8]) throws -> Bool {
        do {
            _ = try open(box)
            return false
        } catch CryptoFailure.notAuthentic {
            return true
        }
    }
}
