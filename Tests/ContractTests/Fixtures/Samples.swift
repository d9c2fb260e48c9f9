import Domain
import Time

/// Values for tests; each test changes what it is about.
enum Sample {
    static let noon = Instant(millisecondsSinceEpoch: 1_795_248_000_000)
    static let acme = OrganisationName(unchecked: "acme")
    static let owner = OwnerName(unchecked: "someone@example.org")
    static let clamav = EngineName(unchecked: "clamav")

    static func id() -> DocumentID { DocumentID(.v4(from: SystemRandom())) }

    static func hash(_ byte: UInt8 = 1) -> FileHash {
        guard let hash = FileHash(bytes: [UInt8](repeating: byte, count: 32)) else { preconditionFailure("32 bytes") }
        return hash
    }

    static func client(_ digit: Character = "a") -> ClientKey {
        ClientKey(unchecked: "04" + String(repeating: digit, count: 128))
    }

    static func document(
        _ id: DocumentID = id(),
        of organisation: OrganisationName = acme,
        at created: Instant = noon,
        due: Instant? = noon + .seconds(86_400),
        sealing: Sealing? = nil
    ) -> Document {
        Document(
            id: id,
            organisation: organisation,
            owner: owner,
            claim: FileClaim(name: FileName(unchecked: "Prüfung 文件.pdf"), size: 12_345, type: "application/pdf"),
            version: PipelineVersion(1, 2, 3),
            blob: Blob(bucket: "uploads", region: "eu-central-1", key: "3f/2026/11/21/\(id)"),
            sealing: sealing,
            createdAt: created,
            due: due
        )
    }

    static func result(
        of document: DocumentID,
        round: Int = 1,
        engine: EngineName = clamav,
        _ category: Category = .undetected,
        text: String = ""
    ) -> EngineResult {
        EngineResult(
            document: document,
            round: round,
            engine: engine,
            engineVersion: "1.4.2",
            signatureVersion: "27500",
            finding: .open(category, .inline(text)),
            startedAt: noon,
            endedAt: noon + .milliseconds(125)
        )
    }
}

/// Does one thing for each, all at once, and tells what came of them.
func atOnce<Element: Sendable, Value: Sendable>(
    _ elements: some Sequence<Element>,
    _ work: @escaping @Sendable (Element) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for element in elements { group.addTask { try await work(element) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
