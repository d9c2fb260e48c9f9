import Encoding
import HTTP
import JSON
import Template
import Time

/// One API at work: what happens to a request between its arrival and its answer.
struct DeployedAPI: Sendable {
    let id: String
    let cors: CORSPolicy?
    private let stages: [String: HTTPAPI.Stage]
    private let routes: RouteTable
    private let authorizers: [String: Result<Authorizer, APIRefusal>]
    private let throttles = Throttles()
    private let integrations: Integrations
    let ground: Ground

    init(_ api: HTTPAPI, _ integrations: Integrations, _ ground: Ground) {
        id = api.apiID
        cors = api.cors.map { CORSPolicy($0) }
        stages = Dictionary(api.stages.map { ($0.name, $0) }) { $1 }
        routes = RouteTable(api.routes)
        var authorizers: [String: Result<Authorizer, APIRefusal>] = [:]
        for settings in api.authorizers {
            do throws(APIRefusal) {
                authorizers[settings.name] = .success(try Authorizer(settings))
            } catch {
                authorizers[settings.name] = .failure(error)
            }
        }
        self.authorizers = authorizers
        self.integrations = integrations
        self.ground = ground
    }

    // MARK: Where it goes

    /// The stage that a path names, or the one without a name, and the route there.
    func destination(_ method: String, _ path: APIPath) -> Destination? {
        if let name = path.first, name != "$default", let stage = stages[name] {
            return Destination(stage: stage, match: routes.match(method, path.dropFirst()))
        }
        guard let stage = stages["$default"] else { return nil }
        return Destination(stage: stage, match: routes.match(method, path))
    }

    /// A stage, and the route there, if there is one.
    struct Destination: Sendable {
        let stage: HTTPAPI.Stage
        let match: RouteTable.Match?

        /// Whether the template names this path, and not just all that comes.
        var isDefinite: Bool { stage.name != "$default" || match?.pattern.isDefinite == true }
    }

    // MARK: What comes back

    func answer(_ web: WebRequest, at address: APIAddress) async -> WebAnswer {
        let id = Base64.encode(ground.random.bytes(11))
        var answer: WebAnswer
        do throws(APIRefusal) {
            answer = try await perform(web, at: address, id: id)
        } catch {
            answer = error.answer
            cors?.apply(to: &answer, for: web.headers["Origin"])
        }
        answer.headers.add("apigw-requestid", id)
        return web.method == "HEAD" ? answer.withoutBody : answer
    }

    private func perform(_ web: WebRequest, at address: APIAddress, id: String) async throws(APIRefusal) -> WebAnswer {
        try checkSize(of: web)
        guard let path = APIPath(address.path) else { throw .badRequest }
        guard let destination = destination(web.method, path) else { throw .notFound }
        guard let match = destination.match else {
            if let cors, let origin = web.preflightOrigin { return cors.preflight(from: origin) }
            throw .notFound
        }
        try throttles.admit(match.route, at: destination.stage, ground.clock.now)
        try checkFormat(of: match.route)
        let body = try await body(of: web)
        let request = request(web, address, path, destination.stage, match, bodyLength: body.count, id: id)
        let authorizer = try await authorize(request)
        let event = request.event(body: body, authorizer: authorizer)
        return try await carryOut(event, request)
    }

    private func authorize(_ request: APIRequest) async throws(APIRefusal) -> JSONValue? {
        guard let name = request.match.route.authorizer else { return nil }
        guard let authorizer = authorizers[name] else { throw .noAuthorizer(name, of: request.match.route) }
        return try await authorizer.get().context(for: request, by: integrations, on: ground)
    }

    private func carryOut(_ event: [UInt8], _ request: APIRequest) async throws(APIRefusal) -> WebAnswer {
        // More than a function takes is told as more than the API takes.
        guard event.count <= Functions.longestPayload else { throw .tooLarge }
        let route = request.match.route
        let function = FunctionReference(name: route.function.name, qualifier: route.function.qualifier)
        let deadline = ground.clock.now + min(route.timeout, Self.patience)
        switch await integrations.call(function, event, for: request, until: deadline) {
        case .late: throw .unavailable
        case .refused(let fault): throw fault.isThrottling ? .unavailable : .internalError
        case .finished(let call):
            guard call.run.outcome.isSuccess else { throw .internalError }
            var answer = try FunctionReply(reading: call.payload).answer
            cors?.apply(to: &answer, for: request.fields["origin"])
            return answer
        }
    }

    /// Longer than this no integration is waited for.
    private static let patience = Duration.seconds(30)
}

extension WebAnswer {
    /// To HEAD: the length is told of what is not sent.
    fileprivate var withoutBody: WebAnswer {
        guard case .bytes(let bytes) = body else { return self }
        var headers = headers
        headers.add("content-length", "\(bytes.count)")
        return WebAnswer(status: status, headers: headers)
    }
}
