// Measures the CPU time of hashing, authenticating and summing on one core. Run it from a release build.

import Crypto
import Glibc
import JSON
import Time

@main enum Main {
    private static let samples = 9

    static func main() throws {
        let block = SeededRandom(seed: 1).bytes(1 << 20)
        let message = Array(block.prefix(200))
        let key = HMACKey(Array(block.prefix(32)))
        let aead = try AESGCM(key: SecretBytes(Array(block.prefix(32))))
        let nonce = try AESGCM.Nonce(Array(block.prefix(12)))
        let ours = try P256.PrivateKey(from: SeededRandom(seed: 2))
        let theirs = try P256.PrivateKey(from: SeededRandom(seed: 3)).publicKey
        let signature = try ours.sign(message)

        let figures: [(name: String, perSecond: Double)] = [
            ("hmac_200_per_s", rate(of: 100_000) { _ = key.authenticate(message) }),
            ("sha256_bytes_per_s", rate(of: 20) { _ = SHA256.digest(of: block) } * Double(block.count)),
            ("crc32_bytes_per_s", rate(of: 50) { _ = CRC32.checksum(of: block) } * Double(block.count)),
            ("crc64nvme_bytes_per_s", rate(of: 50) { _ = CRC64NVME.checksum(of: block) } * Double(block.count)),
            ("seal_1_kib_per_s", try rate(of: 20_000) { _ = try aead.seal(Array(block.prefix(1_024)), nonce: nonce) }),
            ("sign_per_s", try rate(of: 1_000) { _ = try ours.sign(message) }),
            ("verify_per_s", try rate(of: 500) { _ = try ours.publicKey.verifies(signature, of: message) }),
            ("agree_per_s", try rate(of: 500) { _ = try ours.agree(with: theirs) }),
            ("read_public_key_per_s", try rate(of: 1_000) { _ = try P256.PublicKey(theirs.bytes) }),
            ("make_key_per_s", try rate(of: 500) { _ = try P256.PrivateKey(from: SystemRandom()) }),
        ]
        for (name, perSecond) in figures {
            print(name + String(repeating: " ", count: 24 - name.count) + "\(perSecond.rounded())")
        }
        let members = figures.map { ($0.name, JSONValue.double($0.perSecond.rounded())) }
        let line: JSONValue = ["bench": "crypto-primitives", "figures": .object(JSONObject(members))]
        print(String(decoding: line.bytes(), as: UTF8.self))
    }

    /// The median over the samples, so that a neighbour on the machine does not count.
    private static func rate(of rounds: Int, _ work: () throws -> Void) rethrows -> Double {
        var figures: [Double] = []
        for _ in 0..<samples {
            let start = processorSeconds()
            for _ in 0..<rounds { try work() }
            figures.append(Double(rounds) / (processorSeconds() - start))
        }
        return figures.sorted()[samples / 2]
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
