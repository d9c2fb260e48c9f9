import Domain
import Hosting
import Ports
import Time

/// One look of the engine at one document.
///
/// The message says all that is needed: whether the document is still there is for whoever keeps the result to ask,
/// once for all engines.
struct Look: Sendable {
    private let check: EngineCheck
    private let scanner: any Scanner
    private let blobs: any BlobStore
    private let texts: ResultTexts
    private let limit: Duration

    /// What remains of an invocation for handing over its results.
    private static let publishing: Duration = .seconds(5)
    /// After so many receives a queue gives a message up: the last of them ends in a result, so that its round ends.
    private static let lastAttempt = 5

    init(
        _ check: EngineCheck,
        _ scanner: any Scanner,
        _ blobs: any BlobStore,
        limit: Duration,
        _ supply: inout some Supply
    ) {
        self.check = check
        self.scanner = scanner
        self.blobs = blobs
        self.limit = limit
        texts = ResultTexts(blobs, in: supply.documentsBucket())
    }

    enum Outcome: Sendable {
        /// With what the engine said of itself, where it did.
        case found(EngineResult, by: EngineIdentity?)
        case nothingToDo
        case failed(StepFailure)
    }

    /// How the engine stands before anybody asks it; an engine that does not answer is an error that documents share.
    func standing(_ context: InvocationContext) async -> Result<EngineCheck.Standing, PortError> {
        do throws(PortError) {
            return .success(try await check.standing(context))
        } catch {
            return .failure(error)
        }
    }

    func at(
        _ event: Message,
        _ index: Int,
        _ standing: Result<EngineCheck.Standing, PortError>,
        _ context: InvocationContext
    ) async -> Outcome {
        guard case .scanRequested(let request) = event else { return .failed(.wrongMessage) }
        let began = context.clock.now
        let time = min(limit, context.deadline - Self.publishing - began)
        // Who waited for a turn has a right to all of the time; who came first gets what there is.
        guard time > .zero, time == limit || index < Scan.atOnce else { return .failed(.noTime) }
        do throws(PortError) {
            guard request.engines.contains(check.engine) else { return skip(request, context) }
            let (verdict, identity) = await verdict(on: request, standing, from: began, for: time, context)
            switch verdict {
            case .success(let verdict):
                let result = try await result(verdict, identity, request, from: began, context)
                return .found(result, by: verdict.identity)
            case .failure(let error):
                log(error, request, context)
                let attempt = context.attempt(of: index)
                guard attempt >= Self.lastAttempt else { return .failed(.engine(error, attempt)) }
                let none = Verdict(.failure, error.sentence)
                return .found(try await result(none, identity, request, from: began, context), by: nil)
            }
        } catch {
            return .failed(StepFailure(error))
        }
    }

    /// What an engine that nobody knows yet says counts once it has proved itself; then it is logged, one line each.
    func confirmed(_ outcome: Outcome, _ index: Int, _ context: InvocationContext) async -> Outcome {
        guard case .found(var result, let identity) = outcome else { return outcome }
        do throws(PortError) {
            if let identity, let fault = try await check.standing(of: identity, context).fault {
                result = result.disbelieved(fault)
            }
        } catch {
            let attempt = context.attempt(of: index)
            guard attempt >= Self.lastAttempt else { return .failed(.engine(error, attempt)) }
            result = result.disbelieved(error.sentence)
        }
        log(result, context)
        return .found(result, by: identity)
    }
}

extension Look {
    /// With who the engine is, as far as anybody knows.
    private func verdict(
        on request: ScanRequest,
        _ standing: Result<EngineCheck.Standing, PortError>,
        from began: Instant,
        for time: Duration,
        _ context: InvocationContext
    ) async -> (Result<Verdict, PortError>, EngineIdentity?) {
        let known: EngineCheck.Standing
        switch standing {
        case .success(let found): known = found
        case .failure(let error): return (.failure(error.ofEngine), nil)
        }
        if let fault = known.fault { return (.success(Verdict(.failure, fault)), known.identity) }
        let end = began + time
        let content = StoredContent(request.blob, size: request.size, in: blobs.until(end))
        do throws(PortError) {
            let verdict = try await scanner.until(end).scan(content)
            return (.success(verdict), verdict.identity ?? known.identity)
        } catch {
            let verdict = Verdict(ending: error, limit: time)
            return (verdict.map { .success($0) } ?? .failure(error), known.identity)
        }
    }

    private func result(
        _ verdict: Verdict,
        _ identity: EngineIdentity?,
        _ request: ScanRequest,
        from began: Instant,
        _ context: InvocationContext
    ) async throws(PortError) -> EngineResult {
        let ended = context.clock.now
        let place = EngineResult.Place(round: request.round, engine: check.engine)
        let text = try await texts.keep(verdict.text, of: request.document, place, at: ended, until: context.deadline)
        return EngineResult(
            document: request.document,
            round: request.round,
            engine: check.engine,
            engineVersion: identity?.engineVersion ?? "",
            signatureVersion: identity?.signatureVersion ?? "",
            finding: .open(verdict.category, text),
            startedAt: began,
            endedAt: ended
        )
    }

    private func log(_ result: EngineResult, _ context: InvocationContext) {
        guard case .open(let category, _) = result.finding else { return }
        // One line a document is written when its last engine has answered; this one is for whoever looks for a fault.
        context.log.debug(
            "an engine has looked at a document",
            [
                "document": .of(result.document), "round": .integer(result.round), "engine": .of(result.engine),
                "category": .text(category.rawValue), "took": .milliseconds(result.endedAt - result.startedAt),
            ]
        )
    }

    private func skip(_ request: ScanRequest, _ context: InvocationContext) -> Outcome {
        context.log.info(
            "this engine is not asked",
            ["document": .of(request.document), "round": .integer(request.round), "engine": .of(check.engine)]
        )
        return .nothingToDo
    }

    private func log(_ error: PortError, _ request: ScanRequest, _ context: InvocationContext) {
        context.log.warn(
            "an engine came to no answer",
            ["document": .of(request.document), "engine": .of(check.engine), "error": .of(error)]
        )
    }
}
