package import HTTP
package import Template

/// The HTTP APIs of the template, which take requests that nobody signed.
///
/// A request is for the API that it names, by its host or by its path; for the only one, where there is one alone. That
/// leaves to others what is theirs: the cloud's own pages, calls of other services, and what is below a bucket, where
/// browsers send forms and preflights to. A route that names the path takes it all the same.
///
/// Functions run inside `run()`, which whoever owns the cloud calls once and cancels at the end.
package struct HTTPAPIs: UnsignedPart {
    /// What AWS would do for these APIs and this cloud does not; requests that need it are answered 501.
    package let shortcomings: [Shortcoming]
    private let apis: [String: DeployedAPI]
    private let integrations: Integrations
    private let buckets: Buckets?

    package init(_ ground: Ground, apis: [HTTPAPI], functions: Functions, buckets: Buckets? = nil) {
        let integrations = Integrations(ground, functions)
        self.apis = Dictionary(
            apis.map { ($0.apiID.lowercased(), DeployedAPI($0, integrations, ground)) },
            uniquingKeysWith: { $1 }
        )
        self.integrations = integrations
        self.buckets = buckets
        shortcomings = apis.flatMap { DeployedAPI.shortcomings(of: $0) }
    }

    /// Runs the functions that are called, until it is cancelled.
    package func run() async { await integrations.run() }

    package func answer(_ request: WebRequest, id: String) async -> WebAnswer? {
        guard !apis.isEmpty else { return nil }
        let address = APIAddress(request)
        if let name = address.api {
            guard let api = apis[name] else { return APIRefusal.forbidden.answer }
            return await api.answer(request, at: address)
        }
        guard apis.count == 1, let api = apis.values.first, await isOurs(request, api, address) else { return nil }
        return await api.answer(request, at: address)
    }

    /// Of a request that names no API, whether it is for the only one.
    private func isOurs(_ request: WebRequest, _ api: DeployedAPI, _ address: APIAddress) async -> Bool {
        // A target of another service, and `OPTIONS *`, are nobody's routes.
        if request.headers["X-Amz-Target"] != nil || address.path.utf8.first != UInt8(ascii: "/") {
            return false
        }
        if let name = S3Address(host: request.headers["Host"], path: "/")?.bucket, await isBucket(name) { return false }
        // What cannot be read is refused as a path, by the API.
        guard let path = APIPath(address.path) else { return true }
        let destination = api.destination(request.method, path)
        if destination?.isDefinite == true { return true }
        if request.isForPage { return false }
        if let name = path.first, await isBucket(name) { return false }
        if destination?.match != nil { return true }
        if request.method == "OPTIONS" { return api.cors != nil && request.preflightOrigin != nil }
        return !request.isForm
    }

    private func isBucket(_ name: String) async -> Bool { await buckets?.holds(name) == true }
}

extension Buckets {
    fileprivate func holds(_ name: String) -> Bool { buckets[name] != nil }
}

extension WebRequest {
    /// The cloud's own pages are where they are, whatever a route for everything would make of them.
    fileprivate var isForPage: Bool {
        (target == "/" || target == "/metrics") && (method == "GET" || method == "HEAD")
    }

    fileprivate var isForm: Bool {
        method == "POST" && headers["Content-Type"]?.lowercased().hasPrefix("multipart/form-data") == true
    }
}
