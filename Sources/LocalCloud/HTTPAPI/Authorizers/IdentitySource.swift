import Template

/// Where an authorizer finds who asks: `$request.header.Authorization`, `$context.routeKey`.
enum IdentitySource: Sendable, Equatable {
    enum Variable: String, Sendable {
        case accountID = "accountId"
        case apiID = "apiId"
        case domainName, domainPrefix
        case httpMethod, path, routeKey, stage
        case sourceIP = "identity.sourceIp"
        case userAgent = "identity.userAgent"
    }

    case header(String)
    case query(String)
    case stageVariable(String)
    case context(Variable)

    init?(_ text: String) {
        if let name = text.rest(after: "$request.header.") {
            self = .header(name.lowercased())
        } else if let name = text.rest(after: "$request.querystring.") {
            self = .query(name)
        } else if let name = text.rest(after: "$stageVariables.") {
            self = .stageVariable(name)
        } else if let name = text.rest(after: "$context."), let variable = Variable(rawValue: name) {
            self = .context(variable)
        } else {
            return nil
        }
    }

    /// Nil where there is none, or an empty one.
    func value(in request: APIRequest) -> String? {
        let value: String? =
            switch self {
            case .header(let name): request.fields[name]
            case .query(let name): request.query.first { $0.name == name }?.value
            case .stageVariable(let name): request.stage.variables[name]
            case .context(let variable): variable.value(in: request)
            }
        return value?.isEmpty == true ? nil : value
    }
}

extension IdentitySource.Variable {
    fileprivate func value(in request: APIRequest) -> String? {
        switch self {
        case .accountID: request.account
        case .apiID: request.api
        case .domainName: request.domain
        case .domainPrefix: String(request.domain.prefix { $0 != "." })
        case .httpMethod: request.method
        case .path: request.path.text
        case .routeKey: request.routeKey
        case .stage: request.stage.name
        case .sourceIP: RequestFields.sourceIP
        case .userAgent: request.fields["user-agent"]
        }
    }
}

extension String {
    fileprivate func rest(after prefix: String) -> String? {
        guard hasPrefix(prefix), utf8.count > prefix.utf8.count else { return nil }
        return String(dropFirst(prefix.count))
    }
}
