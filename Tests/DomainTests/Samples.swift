import Domain
import Time

/// Values for tests, valid by construction; each test changes what it is about.
enum Sample {
    static let document = DocumentID(UUID.v5(namespace: .url, name: "document"))
    static let start = Instant(millisecondsSinceEpoch: 1_758_799_311_690)
    static let clamav = EngineName(unchecked: "clamav")
    static let hash = hash(of: 1)

    static func hash(of byte: UInt8) -> FileHash {
        guard let hash = FileHash(bytes: [UInt8](repeating: byte, count: 32)) else { preconditionFailure("32 bytes") }
        return hash
    }

    static func result(
        _ finding: EngineResult.Finding,
        round: Int = 1,
        engine: EngineName = clamav,
        isLate: Bool = false,
        origin: EngineResult.Origin = .scanned
    ) -> EngineResult {
        EngineResult(
            document: document,
            round: round,
            engine: engine,
            engineVersion: "1.4.2",
            signatureVersion: "27500",
            finding: finding,
            startedAt: start,
            endedAt: start + .milliseconds(250),
            isLate: isLate,
            origin: origin
        )
    }
}
