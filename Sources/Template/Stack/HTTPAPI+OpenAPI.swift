import YAML

extension HTTPAPI {
    static func routes(_ body: Properties) throws(TemplateError) -> [Route] {
        var routes: [Route] = []
        guard let paths = try body.map("paths") else { return [] }
        for path in paths.value.members ?? [] {
            guard let operations = try paths.map(path.key) else { continue }
            for operation in path.value.members ?? [] {
                guard let reader = try operations.map(operation.key) else { continue }
                if let route = try Route(reader, path.key, operation.key) { routes.append(route) }
            }
        }
        return routes.sorted { ($0.path, $0.method ?? "") < ($1.path, $1.method ?? "") }
    }

    static func authorizers(_ body: Properties) throws(TemplateError) -> [Authorizer] {
        guard let schemes = try body.map("components")?.map("securitySchemes") else { return [] }
        var authorizers: [Authorizer] = []
        for member in schemes.value.members ?? [] {
            guard let scheme = try schemes.map(member.key) else { continue }
            scheme.skip("type", "name", "in")
            guard let reader = try scheme.map("x-amazon-apigateway-authorizer") else {
                scheme.refuse("type", "it names no authorizer")
                continue
            }
            authorizers.append(try Authorizer(reader, member.key))
        }
        return authorizers.sorted { $0.name < $1.name }
    }
}

extension HTTPAPI.Route {
    /// Nil, and a note, for what does not end in a function.
    fileprivate init?(_ reader: Properties, _ path: String, _ method: String) throws(TemplateError) {
        reader.skip("responses", "parameters", "isDefaultRoute", "operationId", "summary", "description", "tags")
        guard let integration = try reader.map("x-amazon-apigateway-integration") else { return nil }
        integration.skip("httpMethod", "connectionType")
        integration.ignore("credentials")
        guard try integration.string("type")?.lowercased() == "aws_proxy", let uri = try integration.string("uri"),
            let function = FunctionReference(invocationURI: uri)
        else {
            integration.refuse("type", "a route ends in a function")
            return nil
        }
        self.function = function
        self.path = path
        let isAny = method == "x-amazon-apigateway-any-method" || path == "$default"
        self.method = isAny ? nil : method.uppercased()
        payloadFormatVersion = try integration.string("payloadFormatVersion") ?? "1.0"
        timeout = .milliseconds(try integration.integer("timeoutInMillis") ?? 30_000)
        let requirement = try reader.maps("security").first
        let name = requirement?.value.members?.first?.key
        scopes = try name.map { (name) throws(TemplateError) in try requirement?.strings(name) ?? [] } ?? []
        authorizer = name == "NONE" ? nil : name
    }
}

extension HTTPAPI.Authorizer {
    fileprivate init(_ reader: Properties, _ name: String) throws(TemplateError) {
        self.name = name
        reader.ignore("authorizerCredentials")
        identitySources = try reader.strings("identitySource") ?? []
        let type = try reader.need("type")
        if type == "jwt" {
            guard let jwt = try reader.map("jwtConfiguration") else { throw reader.missing("jwtConfiguration") }
            kind = .token(issuer: try jwt.need("issuer"), audience: try jwt.strings("audience") ?? [])
            cachesFor = .zero
            return
        }
        guard type == "request", let function = FunctionReference(invocationURI: try reader.need("authorizerUri"))
        else {
            throw TemplateError(
                .wrongShape("The authorizer \(name)", expected: "a function, or jwt"),
                at: reader.value.place
            )
        }
        kind = .function(
            function,
            payloadFormatVersion: try reader.string("authorizerPayloadFormatVersion") ?? "1.0",
            answersSimply: try reader.bool("enableSimpleResponses") ?? false
        )
        cachesFor = try reader.seconds("authorizerResultTtlInSeconds") ?? .seconds(300)
    }
}

extension HTTPAPI.CORS {
    init(_ reader: Properties, capital: Bool) throws(TemplateError) {
        func key(_ name: String) -> String { capital ? name.prefix(1).uppercased() + name.dropFirst() : name }
        origins = try reader.strings(key("allowOrigins")) ?? []
        methods = try reader.strings(key("allowMethods")) ?? []
        headers = try reader.strings(key("allowHeaders")) ?? []
        exposedHeaders = try reader.strings(key("exposeHeaders")) ?? []
        maximumAge = try reader.seconds(key("maxAge"))
        allowsCredentials = try reader.bool(key("allowCredentials")) ?? false
    }
}

extension HTTPAPI.Stage {
    init(_ reader: Properties) throws(TemplateError) {
        name = try reader.need("StageName")
        throttle = try HTTPAPI.Throttle.read(reader, "DefaultRouteSettings")
        var throttles: [String: HTTPAPI.Throttle] = [:]
        if let settings = try reader.map("RouteSettings") {
            for member in settings.value.members ?? [] {
                throttles[member.key] = try HTTPAPI.Throttle.read(settings, member.key)
            }
        }
        routeThrottles = throttles
        variables = try reader.texts("StageVariables") ?? [:]
        reader.skip("AutoDeploy", "Description")
        reader.ignore("AccessLogSettings", "Tags")
    }
}

extension HTTPAPI.Throttle {
    fileprivate static func read(_ reader: Properties, _ key: String) throws(TemplateError) -> HTTPAPI.Throttle? {
        guard let settings = try reader.map(key) else { return nil }
        settings.ignore("DataTraceEnabled", "DetailedMetricsEnabled", "LoggingLevel")
        return HTTPAPI.Throttle(
            burst: try settings.integer("ThrottlingBurstLimit"),
            rate: try settings.double("ThrottlingRateLimit")
        )
    }
}

extension FunctionReference {
    /// Of `arn:…:lambda:path/2015-03-31/functions/<function>/invocations`.
    fileprivate init?(invocationURI uri: String) {
        let parts = uri.split(separator: "/")
        guard parts.count == 5, parts[2] == "functions", parts[4] == "invocations" else { return nil }
        self.init(String(parts[3]))
    }
}
