import YAML

/// The authorizers of one HTTP API of SAM, as OpenAPI's security schemes.
struct SAMAuthorizers {
    let schemes: Value?

    init(_ auth: Value?, of api: Resource) throws(TemplateError) {
        guard let authorizers = auth?["Authorizers"] else {
            schemes = nil
            return
        }
        guard let members = authorizers.members else {
            throw TemplateError(.wrongShape("\(api.id).Auth.Authorizers", expected: "a map"), at: authorizers.place)
        }
        var made: [(String, Value?)] = []
        for member in members { made.append((member.key, Self.scheme(member.value))) }
        schemes = .map(made, at: authorizers.place)
    }

    /// What an authorizer says that we do not read.
    static func notes(of authorizer: Value.Member, in api: Resource) -> [Note] {
        let path = "Auth.Authorizers.\(authorizer.key)"
        let known = [
            "AuthorizerPayloadFormatVersion", "EnableSimpleResponses", "FunctionArn", "FunctionInvokeRole", "Identity",
            "IdentitySource", "JwtConfiguration",
        ]
        let inside = ["Context", "Headers", "QueryStrings", "ReauthorizeEvery", "StageVariables"]
        return authorizer.value.notes(knowing: known, in: api, path)
            + (authorizer.value["Identity"]?.notes(knowing: inside, in: api, path + ".Identity") ?? [])
    }

    private static func scheme(_ authorizer: Value) -> Value {
        let place = authorizer.place
        if let jwt = authorizer["JwtConfiguration"] {
            let extra = Value.map(
                [
                    ("type", .text("jwt", at: place)), ("jwtConfiguration", jwt),
                    ("identitySource", authorizer["IdentitySource"]),
                ],
                at: place
            )
            return .map([("type", .text("oauth2", at: place)), ("x-amazon-apigateway-authorizer", extra)], at: place)
        }
        let uri = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${function}/invocations"
        let variables = Value.map([("function", authorizer["FunctionArn"])], at: place)
        let extra = Value.map(
            [
                ("type", .text("request", at: place)),
                ("authorizerUri", .function("Fn::Sub", .list([.text(uri, at: place), variables], at: place))),
                ("authorizerCredentials", authorizer["FunctionInvokeRole"]),
                ("authorizerResultTtlInSeconds", authorizer["Identity"]?["ReauthorizeEvery"]),
                ("identitySource", sources(authorizer["Identity"])),
                ("authorizerPayloadFormatVersion", authorizer["AuthorizerPayloadFormatVersion"]),
                ("enableSimpleResponses", authorizer["EnableSimpleResponses"]),
            ],
            at: place
        )
        return .map([("type", .text("apiKey", at: place)), ("x-amazon-apigateway-authorizer", extra)], at: place)
    }

    /// Where the authorizer's cache key is read: `$request.header.X-Api-Key`.
    private static func sources(_ identity: Value?) -> Value? {
        guard let identity else { return nil }
        let kinds = [
            ("Headers", "$request.header."), ("QueryStrings", "$request.querystring."),
            ("StageVariables", "$stageVariables."), ("Context", "$context."),
        ]
        let sources = kinds.flatMap { kind, prefix in
            (identity[kind]?.list ?? []).compactMap { item in
                item.string.map { Value.text(prefix + $0, at: item.place) }
            }
        }
        return sources.isEmpty ? nil : .list(sources, at: identity.place)
    }
}
