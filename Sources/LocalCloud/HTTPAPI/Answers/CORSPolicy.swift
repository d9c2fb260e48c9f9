import HTTP
import Template

/// Which pages of other origins may call an API, as its configuration has it; the functions are not asked.
struct CORSPolicy: Sendable {
    private let settings: HTTPAPI.CORS

    init(_ settings: HTTPAPI.CORS) {
        self.settings = settings
    }

    /// To what a browser asks before it sends a page's request: what may be sent, whichever route it is for.
    func preflight(from origin: String) -> WebAnswer {
        var headers: WebHeaders = [:]
        guard let allowed = allowed(origin) else { return WebAnswer(status: 204) }
        headers.add("access-control-allow-origin", allowed)
        if !settings.methods.isEmpty { headers.add("access-control-allow-methods", joined(settings.methods)) }
        if !settings.headers.isEmpty { headers.add("access-control-allow-headers", joined(settings.headers)) }
        if let age = settings.maximumAge { headers.add("access-control-max-age", "\(age.components.seconds)") }
        if settings.allowsCredentials { headers.add("access-control-allow-credentials", "true") }
        return WebAnswer(status: 204, headers: headers)
    }

    /// In the place of whatever the function said of it.
    func apply(to answer: inout WebAnswer, for origin: String?) {
        let own = answer.headers.fields.filter { !$0.name.lowercased().hasPrefix("access-control-") }
        answer.headers = WebHeaders(own)
        guard let allowed = origin.flatMap(allowed) else { return }
        answer.headers.add("access-control-allow-origin", allowed)
        if settings.allowsCredentials { answer.headers.add("access-control-allow-credentials", "true") }
        if !settings.exposedHeaders.isEmpty {
            answer.headers.add("access-control-expose-headers", joined(settings.exposedHeaders))
        }
    }

    /// The origin as an answer names it, where it may call; a star also stands for the rest of an origin, `https://*`.
    private func allowed(_ origin: String) -> String? {
        if settings.origins.contains("*") { return settings.allowsCredentials ? origin : "*" }
        return settings.origins.contains { Wildcard($0).matches(origin) } ? origin : nil
    }

    private func joined(_ names: [String]) -> String { names.joined(separator: ",") }
}

extension WebRequest {
    /// The origin of a page whose browser asks beforehand; nil of every other request.
    var preflightOrigin: String? {
        method == "OPTIONS" && headers["Access-Control-Request-Method"] != nil ? headers["Origin"] : nil
    }
}
