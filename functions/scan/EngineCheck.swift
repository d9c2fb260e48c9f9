import Domain
package import Hosting
import JSON
import Ports
import Time

/// Has the engine prove itself: it must find the EICAR test file, and nothing in a clean one.
///
/// That is at the process's first event, when the engine's signatures change, every few minutes while there is work,
/// and whenever a schedule asks. What the engine's record says of it is written at the first time, when it changes,
/// and for the schedule: not for each document, for each write costs.
package struct EngineCheck: Step {
    let engine: EngineName
    private let scanner: any Scanner
    private let records: any EngineRecords
    private let kept = KeptStanding()

    /// Two small files; an engine that takes longer does not answer.
    private static let patience: Duration = .seconds(15)
    /// So long an engine is taken for what it proved to be: shorter where that was broken.
    private static let trust: Duration = .seconds(5 * 60)
    private static let distrust: Duration = .seconds(60)

    init(_ engine: EngineName, _ scanner: any Scanner, _ records: any EngineRecords) {
        self.engine = engine
        self.scanner = scanner
        self.records = records
    }

    /// What a schedule sends: `{"check": true}`.
    package struct Event: Decodable, Sendable {
        let check: Bool
    }

    /// What whoever called is told; nobody else waits for it.
    package struct Output: Encodable, Sendable {
        let engine: EngineName
        let healthy: Bool
        let reason: String?
    }

    package func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output {
        do throws(PortError) {
            let standing = try await check(context, reporting: true)
            record(standing.fault == nil, context)
            return Output(engine: engine, healthy: standing.fault == nil, reason: standing.fault)
        } catch {
            // No record is written: an engine that answers nobody is not seen, and falls silent.
            record(false, context)
            throw StepFailure(error)
        }
    }

    /// How the engine stands, checked anew where that was long ago.
    func standing(_ context: InvocationContext) async throws(PortError) -> Standing {
        if let last = kept.last {
            let age = context.clock.now - last.checkedAt
            let trust = last.fault == nil ? Self.trust : Self.distrust
            if age >= .zero, age < trust {
                await announce(last, context)
                return last
            }
        }
        return try await check(context, reporting: false)
    }

    /// How the engine stands that has just answered as this one: checked anew where nobody knows it.
    func standing(of identity: EngineIdentity, _ context: InvocationContext) async throws(PortError) -> Standing {
        if let last = kept.last, last.knows(identity) { return last }
        let standing = try await check(context, reporting: false)
        // Behind one address may be several engines, of which the check saw another.
        return standing.knows(identity) ? standing : kept.know(identity, beside: standing)
    }

    private func record(_ isHealthy: Bool, _ context: InvocationContext) {
        let figure = Metric("engine_healthy", isHealthy ? 1 : 0)
        context.metrics.record([figure], dimensions: ["engine": engine.text], at: context.now)
    }
}

extension EngineCheck {
    /// How an engine was found to be.
    struct Standing: Sendable {
        let identity: EngineIdentity
        /// Why nothing that it says can be believed; nil where it has proved itself.
        let fault: String?
        let checkedAt: Instant
        /// Who else answers at its address, and since when that is known.
        var others: [EngineIdentity: Instant] = [:]

        func knows(_ identity: EngineIdentity) -> Bool { identity == self.identity || others[identity] != nil }

        /// An engine that was proved a moment ago is not to be proved again for every answer that it gives.
        mutating func takeOver(from last: Standing?) {
            guard fault == nil, let last, last.fault == nil else { return }
            others = last.others
            others[last.identity] = last.checkedAt
            others[identity] = nil
            others = others.filter { checkedAt - $0.value < EngineCheck.trust }
        }

        /// Whether a record would say the same of both.
        func isSame(as other: Standing?) -> Bool { identity == other?.identity && fault == other?.fault }
    }

    private func check(_ context: InvocationContext, reporting: Bool) async throws(PortError) -> Standing {
        let now = context.clock.now
        let scanner = scanner.until(min(now + Self.patience, context.deadline))
        let infected = try await scanner.scan(OwnContent(EICARFile.signature))
        let clean = try await scanner.scan(OwnContent(Self.cleanFile))
        let identity = if let identity = clean.identity { identity } else { try await scanner.identify() }
        var standing = Standing(
            identity: identity,
            fault: Self.fault(infected, clean, scanner.isAnalyser),
            checkedAt: now
        )
        let last = kept.last
        standing.takeOver(from: last)
        kept.keep(standing)
        if standing.fault != nil || !standing.isSame(as: last) { log(standing, context) }
        if reporting { try await report(standing, context) } else { await announce(standing, context) }
        return standing
    }

    private static let cleanFile = Array("This file is clean: a scanner that finds something in it is mistaken.\n".utf8)

    /// A scanner that misses the one would miss others, and one that flags the other would flag all.
    private static func fault(_ infected: Verdict, _ clean: Verdict, _ isAnalyser: Bool) -> String? {
        let isFound = infected.category == .malicious || infected.category == .suspicious
        guard isFound || (isAnalyser && infected.category.isUnobjected) else {
            return "the engine does not find the EICAR test file: \(infected.words)"
        }
        guard clean.category.isUnobjected else {
            return "the engine does not pass a clean file: \(clean.words)"
        }
        return nil
    }

    /// Writes the record where it is not what was written last; documents do not wait for a table that is busy.
    private func announce(_ standing: Standing, _ context: InvocationContext) async {
        guard !standing.isSame(as: kept.reported) else { return }
        do throws(PortError) {
            try await report(standing, context)
        } catch {
            context.log.warn("the engine's record could not be written", ["engine": .of(engine), "error": .of(error)])
        }
    }

    private func report(_ standing: Standing, _ context: InvocationContext) async throws(PortError) {
        let record = EngineRecord(
            engine: engine,
            engineVersion: standing.identity.engineVersion,
            signatureVersion: standing.identity.signatureVersion,
            seenAt: standing.checkedAt,
            isHealthy: standing.fault == nil
        )
        try await records.until(context.deadline).report(record)
        kept.noteReport(of: standing)
    }

    private func log(_ standing: Standing, _ context: InvocationContext) {
        context.log.write(
            standing.fault == nil ? .info : .error,
            "the engine was checked",
            [
                "engine": .of(engine), "engine_version": .text(standing.identity.engineVersion),
                "signature_version": .text(standing.identity.signatureVersion),
                "healthy": .flag(standing.fault == nil), "reason": .text(standing.fault ?? ""),
            ]
        )
    }
}

extension Domain.Category {
    /// Whether an engine has looked at all of a file and has nothing against it.
    fileprivate var isUnobjected: Bool {
        switch self {
        case .undetected, .harmless: true
        case .malicious, .suspicious, .timeout, .failure, .typeUnsupported, .limitsExceeded, .encrypted, .partial:
            false
        }
    }
}

extension Verdict {
    /// For a person who looks why an engine is not believed.
    fileprivate var words: String { "\(category.rawValue)\(text.isEmpty ? "" : ", \(text.prefix(200))")" }
}
