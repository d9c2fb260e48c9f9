import Domain
import Testing
import Time

/// The testing library has one of its own.
private typealias Confirmation = Domain.Confirmation

private let now = Sample.start + .seconds(120)

@Suite struct ArrivalTests {
    @Test(arguments: Sample.Stage.allCases)
    func `the first object is the document's, and another version goes`(_ stage: Sample.Stage) {
        let expected: Outcome =
            switch stage {
            case .requested: Outcome(state: .uploaded, effects: [.settled])
            case .uploading, .confirmedUploading: .nothing
            case .expired, .neverCame: Outcome(state: .uploaded)
            case .uploaded, .extracting, .ready, .scanning, .processed, .archived, .stuck, .expiredTwice, .deleted:
                .effects(.discard("v2"))
            case .tooLarge, .sizeMismatch, .checksumMismatch, .hashedOtherwise: .effects(.discard("v2"), .updated)
            }
        #expect(stage.after { $0.arrived(Sample.arrival("v2"), at: now) } == expected)
    }

    @Test(arguments: Sample.Stage.allCases)
    func `the same news again says again what followed`(_ stage: Sample.Stage) {
        let expected: Outcome =
            switch stage {
            case .requested: Outcome(state: .uploaded, effects: [.settled])
            case .neverCame: Outcome(state: .uploaded)
            case .extracting: Outcome(effects: Effect.preparations)
            case .ready: .effects(.ready)
            case .uploading, .confirmedUploading, .uploaded, .scanning, .processed, .archived, .stuck: .nothing
            case .expired, .expiredTwice, .deleted: .effects(.discard("v1"))
            case .tooLarge, .sizeMismatch, .checksumMismatch, .hashedOtherwise: .effects(.discard("v1"), .updated)
            }
        #expect(stage.after { $0.arrived(Sample.arrival("v1"), again: true, at: now) } == expected)
    }

    @Test(arguments: [Sample.Stage.extracting, .ready])
    func `what a confirmation has announced is not announced by the store's own news`(_ stage: Sample.Stage) {
        #expect(stage.after { $0.arrived(Sample.arrival("v1"), at: now) } == .nothing)
    }

    @Test(arguments: [Sample.Stage.uploaded, .scanning, .processed, .archived, .stuck])
    func `where no versions are kept, nothing is removed that may be the document's own`(_ stage: Sample.Stage) {
        #expect(stage.after { $0.arrived(Sample.arrival(nil), at: now) } == .nothing)
    }

    @Test func `what arrives is noted as it was found`() {
        var document = Sample.requested()
        let arrival = Sample.arrival("v7", size: 99, sha256: Sample.hash)
        #expect(document.arrived(arrival, at: now) == [.settled])
        #expect(document.blob == arrival.blob && document.updatedAt == now)
        #expect(
            document.verified == VerifiedFile(size: 99, sha256: Sample.hash, uploadedAt: Sample.start + .seconds(60))
        )
        #expect(document.due == Sample.start + Waiting.forProgress)
    }

    @Test func `the plan is charged with what was announced`() {
        var document = Sample.requested(FileClaim(name: Sample.claimed.name, size: 12))
        #expect(document.arrived(Sample.arrival(), at: now) == [.settle(Effect.reservation(12), .arrived)])
    }

    private static let other = Sample.hash(of: 2)

    @Test(arguments: [
        (
            FileClaim(name: Sample.claimed.name), ByteCount(1_000_000_001), FileHash?.none,
            Document.Failure?.some(.tooLarge)
        ),
        (FileClaim(name: Sample.claimed.name), 1_000_000_000, nil, nil),
        (FileClaim(name: Sample.claimed.name), 0, nil, nil),
        (FileClaim(name: Sample.claimed.name, size: 12), 13, nil, .sizeMismatch),
        (FileClaim(name: Sample.claimed.name, size: 12), 12, nil, nil),
        (FileClaim(name: Sample.claimed.name, sha256: Sample.hash), 12, other, .checksumMismatch),
        (FileClaim(name: Sample.claimed.name, sha256: Sample.hash), 12, Sample.hash, nil),
        // Nobody has computed it yet.
        (FileClaim(name: Sample.claimed.name, sha256: Sample.hash), 12, nil, nil),
    ])
    func `what is not as announced, or too large, fails and goes`(
        _ claim: FileClaim,
        _ size: ByteCount,
        _ sha256: FileHash?,
        _ failure: Document.Failure?
    ) {
        var document = Sample.requested(claim)
        let settled = Effect.settle(Effect.reservation(claim.size ?? .largestFile), .arrived)
        let effects = document.arrived(Sample.arrival(size: size, sha256: sha256), at: now)
        #expect(effects == (failure == nil ? [settled] : [settled, .discard("v1"), .updated]))
        #expect(document.state == (failure.map { .failed($0) } ?? .uploaded))
        #expect((document.due == nil) == (failure != nil))
        #expect(document.updatedAt == now)
    }

    @Test func `what had expired is revived once, and charges nobody`() {
        var document = Sample.document(in: .expired)
        let late = Sample.start + .seconds(90_000)
        #expect(document.arrived(Sample.arrival("v2", at: late), at: late) == [])
        #expect(document.isRevived && document.state == .uploaded && document.blob.version == "v2")
        #expect(document.due == late + Waiting.forConfirmation)
        #expect(document.overdue(at: late + Waiting.forConfirmation) == [.discard("v2"), .updated])
        #expect(document.state == .expired)
        #expect(document.arrived(Sample.arrival("v3"), at: late) == [.discard("v3")])
        #expect(document.state == .expired)
    }

    @Test func `what was stored a day ago and told today has its day from today`() {
        var document = Sample.document(in: .neverCame)
        let late = Sample.start + .seconds(90_000)
        #expect(document.arrived(Sample.arrival(), at: late) == [])
        #expect(document.overdue(at: late + .seconds(3_600)) == [] && document.state == .uploaded)
        #expect(document.overdue(at: late + Waiting.forConfirmation) == [.discard("v1"), .updated])
    }

    @Test(arguments: Sample.Stage.allCases)
    func `only where an object would be news is one looked for, in any version`(_ stage: Sample.Stage) {
        let isAwaited: Bool =
            switch stage {
            case .requested, .expired, .expiredTwice, .neverCame: true
            case .uploading, .confirmedUploading, .uploaded, .extracting, .ready, .scanning, .processed, .archived,
                .tooLarge, .sizeMismatch, .checksumMismatch, .hashedOtherwise, .stuck, .deleted:
                false
            }
        #expect(Sample.document(in: stage).awaited == (isAwaited ? Sample.place : nil))
    }

    @Test func `a drop is charged to nobody, however it ends`() throws {
        let blob = Blob(bucket: "documents", region: "eu-west-1", key: "drop/acme/a.txt", version: "v1")
        func dropped(_ size: ByteCount) -> (Document, Arrival) {
            let arrival = Arrival(blob: blob, size: size, sha256: nil, storedAt: Sample.start)
            let version = PipelineVersion(1, 0, 0)
            let name = FileName(unchecked: "a.txt")
            return (Document(drop: arrival, of: Sample.organisation, name: name, version: version), arrival)
        }
        var (document, arrival) = dropped(12)
        #expect(document.isDrop && document.id == DocumentID(ofDrop: blob) && document.owner == .dropped)
        #expect(document.arrived(arrival, at: now) == [])
        #expect(
            try document.confirm(Confirmation(), at: now) == [
                .announce(.metadataRequested(document.id)), .announce(.hashRequested(document.id)),
            ]
        )
        #expect(document.state == .extracting && document.due == Sample.start + Waiting.forProgress)
        (document, arrival) = dropped(1_000_000_001)
        #expect(document.arrived(arrival, at: now) == [.discard(blob), .announce(.documentUpdated(document.id))])
        #expect(document.state == .failed(.tooLarge))
    }
}
