import Crypto
import Testing

/// The first format of sealed results, put together from its parts: ECDH, SHA-256 of the secret, AES-256-GCM.
///
/// The vectors were made by an independent implementation for the recipient `SHA-256("recipient test key")`.
@Suite struct SealTests {
    struct Vector: Sendable {
        let ephemeral: String
        let secretPrefix: String
        let sealed: String
    }

    static let vectors = [
        Vector(
            ephemeral: "ephemeral test key",
            secretPrefix: "847aefcc5de9e1a49c80e3b34d52bfacc7eee185fc56da737b01c26f95ee9980",
            sealed: "04fc550c094c8fdd57cd08c1b04eca982b86e667eabbfd87f380363b2cd43d615d"
                + "a6fd6e7e08932511feb5fcc94ec949e96a120ab6862f0fa1450ef377b9a14fcd"
                + ":000102030405060708090a0b:ad936666645a5243f9da9d449960428c"
                + ":3a18de2ad2603736c06fa266c5a0c47b1a85d33aea64638880"
        ),
        // A secret with a zero in front, which a careless implementation drops.
        Vector(
            ephemeral: "lz273",
            secretPrefix: "0097bd7d",
            sealed: "041ffdd73eeac469d5dadc50abd52cdb8bc999b3ced4c07dce6a3ac6e8c86b6f81"
                + "bbec2a296b9c5aeaa48d3d738714d5e955fdb9da7f8b1b59763a588b494ce4d3"
                + ":000102030405060708090a0b:84b12e7b246877c078e973c4b613d8b6"
                + ":f5b71cd97f57696284bed77acb68f1bd14b870bc4de38841d1"
        ),
    ]

    static let plaintext = Array(#"{"verdict":"clean","n":1}"#.utf8)

    static func key(_ name: String) throws -> P256.PrivateKey {
        try P256.PrivateKey(SecretBytes(SHA256.digest(of: Array(name.utf8)).bytes))
    }

    @Test(arguments: vectors) func `a result that another implementation sealed is opened`(vector: Vector) throws {
        let fields = vector.sealed.split(separator: ":").map { hex(String($0)) }
        let secret = try Self.key("recipient test key").agree(with: P256.PublicKey(fields[0]))
        #expect(secret.withBytes { Array($0) }.starts(with: hex(vector.secretPrefix)))
        let sealed = try AESGCM.Sealed(ciphertext: fields[3], tag: fields[2])
        let opened = try AESGCM(key: secret.hashed).open(sealed, nonce: AESGCM.Nonce(fields[1]))
        #expect(opened == Self.plaintext)
    }

    @Test(arguments: vectors) func `a result is sealed as another implementation does`(vector: Vector) throws {
        let fields = vector.sealed.split(separator: ":").map { hex(String($0)) }
        let ephemeral = try Self.key(vector.ephemeral)
        let secret = try ephemeral.agree(with: Self.key("recipient test key").publicKey)
        let sealed = try AESGCM(key: secret.hashed).seal(Self.plaintext, nonce: AESGCM.Nonce(fields[1]))
        #expect([ephemeral.publicKey.bytes, sealed.tag, sealed.ciphertext] == [fields[0], fields[2], fields[3]])
    }
}
