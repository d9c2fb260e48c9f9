import YAML

/// An HTTP API.
package struct HTTPAPI: Sendable, Equatable {
    package let id: String
    /// What `Ref` gives.
    package let apiID: String
    package let routes: [Route]
    package let authorizers: [Authorizer]
    package let cors: CORS?
    package internal(set) var stages: [Stage] = []

    package struct Route: Sendable, Equatable {
        /// Nil for every method.
        package let method: String?
        /// `/docs/{id}`, `/files/{path+}`, or `$default`.
        package let path: String
        package let function: FunctionReference
        package let payloadFormatVersion: String
        package let timeout: Duration
        package let authorizer: String?
        package let scopes: [String]

        /// As stages name it: `GET /docs/{id}`.
        package var key: String { path == "$default" ? path : "\(method ?? "ANY") \(path)" }
    }

    package struct Authorizer: Sendable, Equatable {
        package enum Kind: Sendable, Equatable {
            case function(FunctionReference, payloadFormatVersion: String, answersSimply: Bool)
            case token(issuer: String, audience: [String])
        }

        package let name: String
        package let kind: Kind
        /// `$request.header.X-Api-Key`: what must be there, and by what answers are kept.
        package let identitySources: [String]
        package let cachesFor: Duration
    }

    package struct CORS: Sendable, Equatable {
        package let origins: [String]
        package let methods: [String]
        package let headers: [String]
        package let exposedHeaders: [String]
        package let maximumAge: Duration?
        package let allowsCredentials: Bool
    }

    package struct Stage: Sendable, Equatable {
        package let name: String
        package let throttle: Throttle?
        /// By the key of the route.
        package let routeThrottles: [String: Throttle]
        package let variables: [String: String]
    }

    package struct Throttle: Sendable, Equatable {
        package let burst: Int?
        /// Requests a second.
        package let rate: Double?

        package init(burst: Int?, rate: Double?) {
            self.burst = burst
            self.rate = rate
        }
    }

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        apiID = names.reference
        reader.skip("Name", "Description", "Version", "ProtocolType")
        reader.ignore("DisableExecuteApiEndpoint", "FailOnWarnings", "Tags")
        if try reader.string("ProtocolType") == "WEBSOCKET" { reader.refuse("ProtocolType", "only HTTP is") }
        guard let body = try reader.map("Body") else {
            routes = []
            authorizers = []
            cors = try reader.map("CorsConfiguration").map { (cors) throws(TemplateError) in
                try CORS(cors, capital: true)
            }
            return
        }
        body.skip("openapi", "info", "tags", "x-amazon-apigateway-importexport-version")
        routes = try Self.routes(body)
        authorizers = try Self.authorizers(body)
        let own = try reader.map("CorsConfiguration").map { (cors) throws(TemplateError) in
            try CORS(cors, capital: true)
        }
        let inBody = try body.map("x-amazon-apigateway-cors").map { (cors) throws(TemplateError) in
            try CORS(cors, capital: false)
        }
        cors = own ?? inBody
    }
}
