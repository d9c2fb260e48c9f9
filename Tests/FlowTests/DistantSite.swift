import AWSClient
import FlowKit
import HTTP
import JSON
import TestKit
import Time

/// A deployment in other processes, over sockets.
struct DistantSite: FlowSite {
    let clock: any WallClock = SystemClock()
    let key = "development.local-runs-only"
    private let transport = CurlTransport(trusting: CertificateAuthorities(.file("/nowhere")))
    private let url: String
    private let host: String
    private let bucket: String

    /// From the first line that whoever started it wrote.
    init(_ line: String?) throws {
        let facts = try JSONValue(parsing: Array((line ?? "null").utf8))
        guard let url = facts["url"]?.string else {
            throw HostFailure(reason: "it did not start: \(line ?? "nothing")")
        }
        self.url = url
        host = facts["host"]?.string ?? String(url.dropFirst("http://".count))
        bucket = facts["bucket"]?.string ?? "assay-documents-000000000000-us-east-1"
    }

    func ask(_ method: String, _ path: String, _ body: JSONValue?, key: String?) async throws -> CalledAnswer {
        var request = try request(method, url + path)
        request.headers["Host"] = host
        if let key { request.headers["x-api-key"] = key }
        if let body {
            request.headers["content-type"] = "application/json"
            request.body = .bytes(body.bytes())
        }
        let response = try await transport.exchange(request, bodyLimit: 10 << 20)
        let fields = response.head.headers.fields.map { ($0.name.lowercased(), $0.value) }
        return CalledAnswer(
            status: response.head.status,
            headers: Dictionary(fields) { $1 },
            text: String(decoding: response.body, as: UTF8.self)
        )
    }

    func send(_ bytes: [UInt8], to url: String) async throws -> Int {
        var request = try request("PUT", url)
        request.body = .bytes(bytes)
        return try await transport.exchange(request, bodyLimit: 1 << 20).head.status
    }

    func leave(_ bytes: [UInt8], as name: String) async throws {
        let settings = AWSSettings([
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": url,
        ])
        let outside = Outside(transport: transport, clock: clock, random: SystemRandom())
        let context = AWSContext(
            ClientSettings(settings),
            credentials: EnvironmentCredentials(settings),
            outside: outside
        )
        let input = PutObjectInput(
            bucket: try BucketName(bucket),
            key: try ObjectKey("drop/acme/\(name)"),
            body: .bytes(bytes)
        )
        _ = try await S3(context).putObject(input)
    }

    /// All of it is on loopback.
    private func request(_ method: String, _ url: String) throws -> WebRequest {
        let rest = url.dropFirst("http://".count)
        let path = rest.firstIndex(of: "/") ?? rest.endIndex
        guard url.hasPrefix("http://"), let port = rest[..<path].split(separator: ":").last.flatMap({ UInt16($0) })
        else { throw HostFailure(reason: "\(url) is not on loopback") }
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: port)
        return WebRequest(method: method, origin: origin, target: String(rest[path...]))
    }
}
