import AWSClient
import Encoding
import HTTP
import JSON
import TestKit
import Testing
import Time

/// Every signature of ours beside botocore's, over requests drawn from a seed.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
struct BotocoreTests {
    @Test(arguments: [UInt64(1), 2, 3, 4]) func `botocore signs two thousand random requests just as we do`(
        seed: UInt64
    ) throws {
        let random = SeededRandom(seed: seed)
        let cases = (0..<2_000).map { _ in RandomRequest(random) }
        let lines = cases.map { String(decoding: $0.json.bytes(), as: UTF8.self) }.joined(separator: "\n")
        let theirs = try withTemporaryFolder { folder in
            try write(lines + "\n", to: "\(folder)/requests")
            return try run(PythonPeer.command("sign") + ["\(folder)/requests"])
        }
        let signatures = theirs.split(separator: "\n").map(String.init)
        try #require(signatures.count == cases.count, "\(theirs.suffix(2_000))")
        let keys = SigningKeys()
        for (request, expected) in zip(cases, signatures) {
            let ours = try request.signature(keys)
            #expect(ours == expected, "\(String(decoding: request.json.bytes(), as: UTF8.self))")
        }
    }
}
