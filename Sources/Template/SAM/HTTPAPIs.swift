import YAML

/// The HTTP APIs of SAM, with the routes that functions' events add to them.
struct HTTPAPIs {
    fileprivate struct API {
        let resource: Resource
        let properties: Value
        var paths: [(path: String, operations: [(method: String, operation: Value)])] = []
        var routeSettings: Value
    }

    private static let implicitID = "ServerlessHttpApi"

    private let defaults: Value?
    private var apis: [API] = []

    init(defaults: Value?) {
        self.defaults = defaults
    }

    mutating func declare(_ resource: Resource, _ properties: Value) throws(TemplateError) {
        let settings = properties["RouteSettings"] ?? .empty(at: resource.place)
        apis.append(API(resource: resource, properties: properties, routeSettings: settings))
    }

    /// Adds a route to the API that an event names, and gives back the ARN of what will call the function.
    mutating func add(
        _ event: Value,
        id: String,
        target: Value,
        _ method: String,
        at place: YAMLPlace
    ) throws(TemplateError) -> Value {
        let index = try index(of: event["ApiId"], id: id, at: place)
        // Without a path the event is whatever no other route takes.
        let path = event["Path"]?.string ?? "$default"
        let isAny = ["any", "x-amazon-apigateway-any-method"].contains(method.lowercased()) || path == "$default"
        let key = isAny ? "x-amazon-apigateway-any-method" : method.lowercased()
        let operation = Value.map(
            [
                ("x-amazon-apigateway-integration", integration(event, target, at: place)),
                ("security", security(event["Auth"], apis[index].properties["Auth"], at: place)),
                ("responses", .empty(at: place)),
            ],
            at: place
        )
        try apis[index].add(key, path, operation, id: id, at: place)
        if let settings = event["RouteSettings"] {
            let route = path == "$default" ? path : "\(isAny ? "ANY" : method.uppercased()) \(path)"
            apis[index].routeSettings = apis[index].routeSettings.with(route, settings)
        }
        return source(of: apis[index].resource.id, isAny ? "*" : method.uppercased(), path, at: place)
    }

    private func source(of api: String, _ method: String, _ path: String, at place: YAMLPlace) -> Value {
        let plain = path.split(separator: "/").map { $0.contains("{") ? "*" : $0 }.joined(separator: "/")
        let route = path == "$default" ? "*" : "\(method)/\(plain)"
        let pattern = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${api}/*/\(route)"
        let variables = Value.map([("api", .ref(api, at: place))], at: place)
        return .function("Fn::Sub", .list([.text(pattern, at: place), variables], at: place))
    }

    private mutating func index(of api: Value?, id: String, at place: YAMLPlace) throws(TemplateError) -> Int {
        guard let name = api == nil ? Self.implicitID : api?.referredName else {
            throw TemplateError(.wrongShape("ApiId of \(id)", expected: "a Ref to an API of this template"), at: place)
        }
        if let index = apis.firstIndex(where: { $0.resource.id == name }) { return index }
        guard name == Self.implicitID else {
            let nearest = nearest(to: name, among: apis.map(\.resource.id))
            throw TemplateError(.unknown(.resource, name, nearest: nearest), at: api?.place ?? place)
        }
        let properties = defaults ?? .empty(at: place)
        let resource = Resource(name, type: "AWS::Serverless::HttpApi", properties: properties, at: place)
        try declare(resource, properties)
        return apis.count - 1
    }

    /// What an event, an API or an authorizer says that we do not read.
    func notes(of event: Value, _ function: Resource, _ path: String) -> [Note] {
        let known = [
            "ApiId", "Auth", "Method", "Path", "PayloadFormatVersion", "RouteSettings", "TimeoutInMillis",
        ]
        return event.notes(knowing: known, in: function, path)
            + (event["Auth"]?.notes(knowing: ["AuthorizationScopes", "Authorizer"], in: function, path + ".Auth") ?? [])
    }

    var notes: [Note] {
        apis.flatMap { api -> [Note] in
            guard let auth = api.properties["Auth"] else { return [] }
            let own = auth.notes(knowing: ["Authorizers", "DefaultAuthorizer"], in: api.resource, "Auth")
            let authorizers = auth["Authorizers"]?.members ?? []
            return own
                + authorizers.flatMap { member in
                    SAMAuthorizers.notes(of: member, in: api.resource)
                }
        }
    }

    private func integration(_ event: Value, _ target: Value, at place: YAMLPlace) -> Value {
        let uri =
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${function}/invocations"
        let variables = Value.map([("function", target)], at: place)
        return .map(
            [
                ("type", .text("aws_proxy", at: place)), ("httpMethod", .text("POST", at: place)),
                ("uri", .function("Fn::Sub", .list([.text(uri, at: place), variables], at: place))),
                ("payloadFormatVersion", event["PayloadFormatVersion"] ?? .text("2.0", at: place)),
                ("timeoutInMillis", event["TimeoutInMillis"]),
            ],
            at: place
        )
    }

    private func security(_ own: Value?, _ common: Value?, at place: YAMLPlace) -> Value? {
        guard let name = own?["Authorizer"]?.string ?? common?["DefaultAuthorizer"]?.string else { return nil }
        let scopes = own?["AuthorizationScopes"] ?? .list([], at: place)
        return .list([.map([(name, scopes)], at: place)], at: place)
    }

    // MARK: What becomes of them

    func resources() throws(TemplateError) -> [Resource] {
        var resources: [Resource] = []
        for api in apis {
            var made = api.resource
            made.type = "AWS::ApiGatewayV2::Api"
            made.properties = try api.body()
            resources.append(made)
            resources.append(api.stage)
        }
        return resources
    }
}

extension HTTPAPIs.API {
    fileprivate mutating func add(
        _ method: String,
        _ path: String,
        _ operation: Value,
        id: String,
        at place: YAMLPlace
    ) throws(TemplateError) {
        guard let index = paths.firstIndex(where: { $0.path == path }) else {
            return paths.append((path, [(method, operation)]))
        }
        guard !paths[index].operations.contains(where: { $0.method == method }) else {
            throw TemplateError(
                .wrongShape("The route of \(id), \(method) \(path),", expected: "one event's alone"),
                at: place
            )
        }
        paths[index].operations.append((method, operation))
    }

    fileprivate var stage: Resource {
        let place = resource.place
        let name = properties["StageName"]?.string ?? "$default"
        let stage = Value.map(
            [
                ("ApiId", .ref(resource.id, at: place)), ("StageName", .text(name, at: place)),
                ("AutoDeploy", Value(.bool(true), at: place)),
                ("AccessLogSettings", properties["AccessLogSettings"]),
                ("DefaultRouteSettings", properties["DefaultRouteSettings"]),
                ("StageVariables", properties["StageVariables"]),
                ("RouteSettings", routeSettings.members?.isEmpty == true ? nil : routeSettings),
            ],
            at: place
        )
        let id = resource.id + (name == "$default" ? "ApiGatewayDefaultStage" : name + "Stage")
        let type = "AWS::ApiGatewayV2::Stage"
        return Resource(id, type: type, writtenType: resource.type, properties: stage, at: place)
    }

    /// The API's properties with its routes in an OpenAPI body, over the definition that it may have itself.
    fileprivate func body() throws(TemplateError) -> Value {
        let place = resource.place
        var body = properties["DefinitionBody"] ?? .map([("openapi", .text("3.0.1", at: place))], at: place)
        var all = body["paths"] ?? .empty(at: place)
        for (path, operations) in paths {
            var methods = all[path] ?? .empty(at: place)
            for (method, operation) in operations {
                methods = methods.with(method, methods[method].map { SAMTransform.merged($0, operation) } ?? operation)
            }
            all = all.with(path, methods)
        }
        body = body.with("paths", all)
        if let schemes = try SAMAuthorizers(properties["Auth"], of: resource).schemes {
            let given = body["components"] ?? .empty(at: place)
            body = body.with("components", SAMTransform.merged(given, .map([("securitySchemes", schemes)], at: place)))
        }
        if let cors = properties["CorsConfiguration"] { body = body.with("x-amazon-apigateway-cors", cors.corsBody) }
        var made = Value.map([("Body", body)], at: place)
        let ours: Set<String> = [
            "AccessLogSettings", "Auth", "CorsConfiguration", "DefaultRouteSettings", "DefinitionBody",
            "RouteSettings", "StageName", "StageVariables",
        ]
        for member in properties.members ?? [] where !ours.contains(member.key) {
            made = made.with(member.key, member.key == "Tags" ? member.value.tagList : member.value)
        }
        return made
    }
}

extension Value {
    /// `AllowOrigins` as OpenAPI's extension spells it, `allowOrigins`; true allows every origin.
    fileprivate var corsBody: Value {
        guard let members else {
            let all = Value.list([.text("*", at: place)], at: place)
            return scalarText == "true" ? .map([("allowOrigins", all)], at: place) : self
        }
        return Value(
            .map(
                members.map { member in
                    Member(member.key.prefix(1).lowercased() + member.key.dropFirst(), member.value, at: member.place)
                }
            ),
            at: place
        )
    }
}
