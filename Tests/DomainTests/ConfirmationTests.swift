import Domain
import Testing
import Time

/// The testing library has one of its own.
private typealias Confirmation = Domain.Confirmation

private let now = Sample.start + .seconds(120)

@Suite struct ConfirmationTests {
    /// What is refused for the document's own sake, whatever is said of the file.
    private func refusal(in stage: Sample.Stage) -> Refusal? {
        switch stage {
        case .requested: .nothingUploaded
        case .expired, .expiredTwice, .neverCame, .deleted: .expired
        case .tooLarge: .failed(.tooLarge)
        case .sizeMismatch: .failed(.sizeMismatch)
        case .checksumMismatch, .hashedOtherwise: .failed(.checksumMismatch)
        case .stuck: .failed(.stuck)
        case .uploading, .confirmedUploading, .uploaded, .extracting, .ready, .scanning, .processed, .archived: nil
        }
    }

    @Test(arguments: Sample.Stage.allCases)
    func `a confirmation begins the work once, and tells of it again`(_ stage: Sample.Stage) throws {
        let refusal = refusal(in: stage)
        #expect(
            stage.refusal { document throws(Refusal) in try document.confirm(Confirmation(), at: now) } == refusal
        )
        guard refusal == nil else { return }
        let expected: [Sample.Stage: Outcome] = [
            .uploading: Outcome(state: .uploading(confirmed: true)),
            .uploaded: Outcome(state: .extracting, effects: Effect.preparations),
            .extracting: Outcome(effects: Effect.preparations),
            .ready: .effects(.ready),
        ]
        let outcome = try stage.after { document throws(Refusal) in try document.confirm(Confirmation(), at: now) }
        #expect(outcome == expected[stage] ?? .nothing)
    }

    @Test(arguments: Sample.Stage.allCases)
    func `another size or hash than is known is refused`(_ stage: Sample.Stage) {
        let announced = FileClaim(name: Sample.claimed.name, size: 12, sha256: Sample.hash)
        let others = [
            (Confirmation(size: 13), "file_size"), (Confirmation(size: 13, sha256: Sample.hash), "file_size"),
            (Confirmation(sha256: Sample.hash(of: 2)), "sha256"),
            (Confirmation(size: 12, sha256: Sample.hash(of: 2)), "sha256"),
        ]
        for (confirmation, field) in others {
            let refused = stage.refusal(announcing: announced) { document throws(Refusal) in
                try document.confirm(confirmation, at: now)
            }
            #expect(refused == refusal(in: stage) ?? .saidOtherwise(field))
        }
    }

    @Test(arguments: [
        Sample.Stage.uploading, .confirmedUploading, .uploaded, .extracting, .ready, .scanning, .processed, .archived,
    ])
    func `the same words again are the same`(_ stage: Sample.Stage) throws {
        let confirmation = Confirmation(size: 12, sha256: Sample.hash)
        var document = Sample.document(in: stage)
        let first = try document.confirm(confirmation, at: now)
        let confirmed = document
        let second = try document.confirm(confirmation, at: now + .seconds(1))
        #expect(second == first && document == confirmed)
        #expect(throws: Refusal.saidOtherwise("sha256")) {
            try document.confirm(Confirmation(sha256: Sample.hash(of: 2)), at: now)
        }
        #expect(document == confirmed)
    }

    @Test func `a size that was not announced is compared with the one that came`() throws {
        var document = Sample.document(in: .uploaded)
        #expect(throws: Refusal.saidOtherwise("file_size")) { try document.confirm(Confirmation(size: 11), at: now) }
        #expect(document.state == .uploaded)
        #expect(try document.confirm(Confirmation(size: 12), at: now) == Effect.preparations)
    }

    @Test func `a hash that nobody knows yet is compared when it is known`() throws {
        var document = Sample.document(in: .uploaded)
        #expect(try document.confirm(Confirmation(sha256: Sample.hash), at: now) == Effect.preparations)
        #expect(document.claim.sha256 == Sample.hash && document.verified?.sha256 == nil)
        #expect(document.hashed(Sample.hash(of: 2), at: now) == [.discard("v1"), .updated])
        #expect(document.state == .failed(.checksumMismatch))
    }

    @Test(arguments: [
        (Waiting.forProgress, Duration.seconds(120), Waiting.forProgress),
        (Waiting.forConfirmation, .seconds(7_200), .seconds(7_200) + Waiting.forProgress),
    ])
    func `whoever confirms late is looked after as soon as others`(
        _ due: Duration,
        _ confirmed: Duration,
        _ expected: Duration
    ) throws {
        var document = Sample.document(in: .uploaded)
        document.due = Sample.start + due
        _ = try document.confirm(Confirmation(), at: Sample.start + confirmed)
        #expect(document.due == Sample.start + expected)
    }
}
