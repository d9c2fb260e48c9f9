import JSON
import Template
import Time

/// A function that says who may call a route.
struct Authorizer: Sendable {
    private let function: LocalCloud.FunctionReference
    private let answersSimply: Bool
    private let sources: [IdentitySource]
    /// Nil where every request is asked about.
    private let cache: VerdictCache?

    /// Throws for what is not emulated.
    init(_ settings: HTTPAPI.Authorizer) throws(APIRefusal) {
        switch settings.kind {
        case .token: throw .notEmulated("The JWT authorizer '\(settings.name)'")
        case .function(let function, let version, let answersSimply):
            guard version == "2.0" else {
                throw .notEmulated("Payload format \(version) of the authorizer '\(settings.name)'")
            }
            self.function = LocalCloud.FunctionReference(name: function.name, qualifier: function.qualifier)
            self.answersSimply = answersSimply
        }
        var sources: [IdentitySource] = []
        // A definition may name them all in one text.
        for text in settings.identitySources.flatMap({ $0.split(separator: ",") }) {
            let name = String(text.filter { $0 != " " })
            guard let source = IdentitySource(name) else {
                throw .notEmulated("The identity source '\(name)' of the authorizer '\(settings.name)'")
            }
            sources.append(source)
        }
        self.sources = sources
        let keeps = settings.cachesFor > .zero && !sources.isEmpty
        cache = keeps ? VerdictCache(lifetime: settings.cachesFor) : nil
    }

    /// What it has for the function to know of the caller; throws where the caller may not call.
    func context(
        for request: APIRequest,
        by integrations: Integrations,
        on ground: Ground
    ) async throws(APIRefusal) -> JSONValue {
        var identity: [String] = []
        for source in sources {
            guard let value = source.value(in: request) else { throw .unauthorized }
            identity.append(value)
        }
        let verdict = try await verdict(on: identity, request, integrations, ground)
        guard verdict.allows(request.routeARN(region: ground.place.region)) else { throw .forbidden }
        return verdict.context
    }

    private func verdict(
        on identity: [String],
        _ request: APIRequest,
        _ integrations: Integrations,
        _ ground: Ground
    ) async throws(APIRefusal) -> AuthorizerVerdict {
        let key = VerdictCache.Key(stage: request.stage.name, identity: identity)
        if let known = cache?.verdict(for: key, at: ground.clock.now) { return known }
        let event = request.authorizerEvent(identity: identity, region: ground.place.region)
        let verdict = try await ask(event, request, integrations, until: ground.clock.now + Self.patience)
        cache?.keep(verdict, for: key, at: ground.clock.now)
        return verdict
    }

    private func ask(
        _ event: [UInt8],
        _ request: APIRequest,
        _ integrations: Integrations,
        until deadline: Instant
    ) async throws(APIRefusal) -> AuthorizerVerdict {
        switch await integrations.call(function, event, for: request, until: deadline) {
        case .late, .refused: throw .internalError
        case .finished(let call):
            if let refusal = call.refusal { throw refusal }
            return try AuthorizerVerdict(reading: call.payload, isSimple: answersSimply)
        }
    }

    /// As long as the service waits for an authorizer.
    private static let patience = Duration.seconds(10)
}

extension FinishedCall {
    /// The one error by which an authorizer answers says that nobody was let in, and every other one.
    fileprivate var refusal: APIRefusal? {
        let message: JSONValue?
        do {
            message = try JSONValue(parsing: payload)["errorMessage"]
        } catch {
            return .internalError
        }
        if message?.string == "Unauthorized" { return .unauthorized }
        return run.outcome.isSuccess ? nil : .internalError
    }
}
