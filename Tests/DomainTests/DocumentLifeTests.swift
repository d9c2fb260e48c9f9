import Domain
import Testing
import Time

/// The testing library has one of its own.
private typealias Confirmation = Domain.Confirmation

/// Something that happens to a document, as a message, a request or a schedule brings it.
private enum Happening: CustomStringConvertible {
    case arrived(Arrival)
    case confirmed(Confirmation)
    case extracted
    case hashed(FileHash)
    case begun(RoundPlan)
    case finished(Int)
    case rescanned(hasBegun: Bool)
    case deleted
    case looked

    init(after document: Document, _ random: inout some RandomNumberGenerator, at now: Instant) {
        let hashes = [Sample.hash, Sample.hash(of: 2)]
        let hash = Bool.random(using: &random) ? hashes.randomElement(using: &random) : nil
        let round = document.round + Int.random(in: -1...1, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1:
            let version = "v\(Int.random(in: 1...3, using: &random))"
            let size: ByteCount = Int.random(in: 0..<9, using: &random) == 0 ? 1_000_000_001 : 12
            self = .arrived(Sample.arrival(version, size: size, sha256: hash, at: now))
        case 2: self = .confirmed(Confirmation(size: Bool.random(using: &random) ? 12 : nil, sha256: hash))
        case 3: self = .extracted
        case 4: self = .hashed(hash ?? Sample.hash)
        case 5, 6:
            let choice = Int.random(in: 0..<4, using: &random) == 0 ? [] : [Sample.entry(Sample.clamav)]
            self = .begun(Sample.plan(round: round, choice, records: [Sample.record()], at: now))
        case 7: self = .finished(round)
        case 8: self = .rescanned(hasBegun: Bool.random(using: &random))
        case 9 where Int.random(in: 0..<20, using: &random) == 0: self = .deleted
        default: self = .looked
        }
    }

    /// What follows; nothing where it is refused.
    func happen(to document: inout Document, at now: Instant) -> [Effect] {
        do throws(Refusal) {
            switch self {
            case .arrived(let arrival): return document.arrived(arrival, at: now)
            case .confirmed(let confirmation): return try document.confirm(confirmation, at: now)
            case .extracted:
                document.extracted(type: "text/plain", at: now)
                return []
            case .hashed(let hash): return document.hashed(hash, at: now)
            case .begun(let plan): return document.begin(plan, at: now)
            case .finished(let round): return document.finish(round: round, at: now)
            case .rescanned(let hasBegun):
                return [.announce(try document.rescan(nil, hasBegun: hasBegun, at: now))]
            case .deleted:
                let effects = document.withdraw(at: now)
                document.forget(at: now)
                return effects
            case .looked: return document.overdue(at: now)
            }
        } catch {
            return []
        }
    }

    var isRescan: Bool {
        if case .rescanned = self { true } else { false }
    }

    var description: String {
        switch self {
        case .arrived(let arrival): "arrived \(arrival.blob.version ?? "")"
        case .confirmed(let confirmation): "confirmed \(confirmation)"
        case .extracted: "extracted"
        case .hashed(let hash): "hashed \(hash.hex.prefix(2))"
        case .begun(let plan): "begun \(plan.round) \(plan.expected)"
        case .finished(let round): "finished \(round)"
        case .rescanned: "rescanned"
        case .deleted: "deleted"
        case .looked: "looked"
        }
    }
}

extension Document.State {
    fileprivate var hasEnded: Bool {
        switch self {
        case .processed, .archived, .failed: true
        case .requested, .uploading, .uploaded, .extracting, .scanning, .expired, .deleted: false
        }
    }

    /// Whether somebody may yet read them.
    fileprivate var hasBytes: Bool {
        switch self {
        case .uploaded, .extracting, .scanning, .processed, .archived, .failed(.stuck): true
        case .requested, .uploading, .expired, .failed, .deleted: false
        }
    }

    fileprivate var isProcessed: Bool {
        if case .processed = self { true } else { false }
    }
}

@Suite struct DocumentLifeTests {
    private static let claims = [
        Sample.claimed, FileClaim(name: Sample.claimed.name, size: 12),
        FileClaim(name: Sample.claimed.name, sha256: Sample.hash),
    ]

    /// Without what comes in chunks, and what nobody archives yet.
    private static let reachable: [Document.State] = [
        .uploaded, .extracting, .scanning, .processed(reason: nil), .processed(reason: "no engine"), .expired,
        .failed(.tooLarge), .failed(.checksumMismatch), .failed(.stuck), .deleted,
    ]

    @Test(arguments: 0..<20) func `whatever happens, in whatever order, a document keeps its promises`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed).generator
        var reached: Set<Document.State> = []
        for _ in 0..<100 {
            var document = Sample.requested(Self.claims.randomElement(using: &random) ?? Sample.claimed)
            var now = Sample.start
            var settlements = 0
            for _ in 0..<40 {
                now = now + .seconds(Int.random(in: 0...20_000, using: &random))
                let before = document
                let happening = Happening(after: document, &random, at: now)
                let effects = happening.happen(to: &document, at: now)
                reached.insert(document.state)
                settlements += effects.count { if case .settle = $0 { true } else { false } }
                check(happening, before, document, effects)
                checkRepetition(of: happening, document, effects, at: now)
            }
            #expect(settlements <= 1)
            #expect(settlements == 1 || document.state == .requested)
        }
        #expect(reached.isSuperset(of: Self.reachable), "\(Set(Self.reachable).subtracting(reached))")
    }

    private func check(_ happening: Happening, _ before: Document, _ after: Document, _ effects: [Effect]) {
        let story: Comment = "\(before.state) -> \(after.state) by \(happening)"
        if before.state.isProcessed, !after.state.isProcessed {
            let isAgain = happening.isRescan && after.round == before.round + 1
            #expect(isAgain || after.state == .deleted, story)
        }
        #expect(after.round >= before.round, story)
        let isLookedAtOnceMore = [.expired, .failed(.stuck)].contains(after.state)
        #expect(after.state.hasEnded == (after.due == nil) || isLookedAtOnceMore, story)
        #expect(before.blob.version == nil || after.blob.version != nil, story)
        if after.state.hasBytes { #expect(after.verified != nil && after.blob.version != nil, story) }
        if before.state == .deleted { #expect(after.state == .deleted, story) }
        if after.state != .deleted { #expect(!(before.isRevived && !after.isRevived), story) }
        if before.state != after.state { #expect(after.updatedAt >= before.updatedAt, story) }
        if after == before {
            // Nothing is settled but by a change.
            #expect(!effects.contains { if case .settle = $0 { true } else { false } }, story)
        }
        if after.state.hasBytes { #expect(!effects.contains(.discard(after.blob)), story) }
    }

    /// A message that comes again leaves the document as the first one did, and is told of again.
    private func checkRepetition(
        of happening: Happening,
        _ document: Document,
        _ effects: [Effect],
        at now: Instant
    ) {
        // Whoever asks for another round twice is told the second time that one is under way.
        guard !happening.isRescan else { return }
        var again = document
        let repeated = happening.happen(to: &again, at: now + .seconds(1))
        #expect(again == document, "\(document.state) by \(happening)")
        if case .looked = happening { return }
        let lasting = effects.filter { if case .settle = $0 { false } else { true } }
        #expect(repeated == lasting, "\(document.state) by \(happening)")
    }
}
