import Domain
import Testing
import Time

private let now = Sample.start + .seconds(120)

@Suite struct PreparationTests {
    private static let prepared: [Sample.Stage] = [.extracting, .ready, .stuck]

    @Test(arguments: Sample.Stage.allCases)
    func `metadata count only while they are waited for`(_ stage: Sample.Stage) {
        let outcome = stage.after { document in
            document.extracted(type: "image/png", at: now)
            return []
        }
        let isTaken = Self.prepared.contains(stage)
        #expect(outcome == (isTaken ? Outcome(state: Sample.document(in: stage).state) : .nothing))
    }

    @Test func `the same metadata again change nothing`() {
        var document = Sample.document(in: .extracting)
        document.extracted(type: "image/png", at: now)
        let once = document
        document.extracted(type: "image/png", at: now + .seconds(60))
        #expect(document == once && document.verified?.type == "image/png" && document.updatedAt == now)
    }

    @Test(arguments: Sample.Stage.allCases)
    func `a hash counts once, and only while it is waited for`(_ stage: Sample.Stage) {
        let isTaken = [.extracting, .stuck].contains(stage)
        let outcome = stage.after { $0.hashed(Sample.hash, at: now) }
        #expect(outcome == (isTaken ? Outcome(state: Sample.document(in: stage).state) : .nothing))
        var document = Sample.document(in: stage)
        _ = document.hashed(Sample.hash, at: now)
        let once = document
        #expect(document.hashed(Sample.hash, at: now + .seconds(60)) == [] && document == once)
    }

    @Test(arguments: Sample.Stage.allCases)
    func `a hash that is not the announced one ends the document, and removes its bytes`(_ stage: Sample.Stage) {
        let announced = FileClaim(name: Sample.claimed.name, sha256: Sample.hash(of: 2))
        let expected: Outcome =
            switch stage {
            case .extracting, .stuck:
                Outcome(state: .failed(.checksumMismatch), effects: [.discard("v1"), .updated])
            // It comes again: what followed may have been lost.
            case .hashedOtherwise: .effects(.discard("v1"), .updated)
            case .requested, .uploading, .confirmedUploading, .uploaded, .ready, .scanning, .processed, .archived,
                .expired, .expiredTwice, .neverCame, .tooLarge, .sizeMismatch, .checksumMismatch, .deleted:
                .nothing
            }
        #expect(stage.after(announcing: announced) { $0.hashed(Sample.hash, at: now) } == expected)
    }

    @Test func `all that is missing is asked for at once, and nothing else`() {
        let id = Sample.document
        var document = Sample.document(in: .extracting)
        #expect(document.preparations == [.metadataRequested(id), .hashRequested(id)] && !document.isReady)
        document.extracted(type: "text/plain", at: now)
        #expect(document.preparations == [.hashRequested(id)] && !document.isReady)
        _ = document.hashed(Sample.hash, at: now)
        #expect(document.preparations == [] && document.isReady)
        document = Sample.document(in: .extracting)
        _ = document.hashed(Sample.hash, at: now)
        #expect(document.preparations == [.metadataRequested(id)] && !document.isReady)
        #expect(Sample.document(in: .stuck).preparations == [.metadataRequested(id), .hashRequested(id)])
    }

    @Test(arguments: Sample.Stage.allCases.filter { !prepared.contains($0) })
    func `nothing is asked for before, or afterwards`(_ stage: Sample.Stage) {
        let document = Sample.document(in: stage)
        #expect(document.preparations == [] && !document.isReady)
    }
}
