package import Crypto

/// The signatures of a body's chunks, each over the one before it, so that none can be left out, swapped or added.
package struct ChunkSignatures: Sendable, Redacted {
    private let seed: SeedSignature
    private var previous: String

    package init(after seed: SeedSignature) {
        self.seed = seed
        previous = seed.hex
    }

    /// Of the chunk that follows; an empty one is the last.
    mutating func next(_ chunk: [UInt8]) -> String {
        next(hash: SHA256.digest(of: chunk))
    }

    /// Of the chunk that follows and has this hash, for whoever does not hold it as a whole.
    package mutating func next(hash: SHA256Digest) -> String {
        sign("-PAYLOAD", Payload.empty.text + "\n" + hash.hex)
    }

    /// Of the trailer's lines, each ended by a newline.
    package mutating func trailer(_ lines: String) -> String {
        sign("-TRAILER", SHA256.digest(of: Array(lines.utf8)).hex)
    }

    private mutating func sign(_ kind: String, _ hashes: String) -> String {
        let text = """
            \(SigningScope.algorithm)\(kind)
            \(seed.scope.timestamp)
            \(seed.scope.credentialScope)
            \(previous)
            \(hashes)
            """
        previous = seed.key.authenticate(Array(text.utf8)).hex
        return previous
    }
}
