import AWSClient
import Crypto
package import Domain
import HTTP
package import JSON
import Time

/// Somebody who hands over documents, as the API has it.
extension Deployed {
    /// A call of the API.
    package func call(
        _ method: String,
        _ path: String,
        _ body: JSONValue? = nil,
        key: String? = World.apiKey,
        headers: [(String, String)] = []
    ) async throws -> CalledAnswer {
        var request = WebRequest(method: method, origin: origin, target: path)
        if let key { request.headers["x-api-key"] = key }
        request.headers["Host"] = origin.authority
        for (name, value) in headers { request.headers[name] = value }
        if let body {
            request.headers["content-type"] = "application/json"
            request.body = .bytes(body.bytes())
        }
        return try await answer(to: request)
    }

    /// Sends bytes to where a grant says.
    package func put(_ bytes: [UInt8], to url: String, headers: [(String, String)] = []) async throws -> Int {
        let target = url.dropFirst("\(origin)".count)
        var request = WebRequest(method: "PUT", origin: origin, target: String(target), body: .bytes(bytes))
        for (name, value) in headers { request.headers[name] = value }
        return try await answer(to: request).status
    }

    /// Asks for an upload, uploads, and confirms: the id of the document.
    ///
    /// With `isAnnounced` size and hash are said beforehand, as good clients do: S3 then verifies them itself.
    package func upload(
        _ bytes: [UInt8],
        as name: String = "report.txt",
        isAnnounced: Bool = false
    ) async throws -> DocumentID? {
        var request: JSONObject = ["file_name": .string(name)]
        if isAnnounced {
            request["file_size"] = .integer(bytes.count)
            request["sha256"] = .string(SHA256.digest(of: bytes).hex)
        }
        let asked = try await call("POST", "/docs/request-upload", .object(request)).json
        guard let text = asked["id"]?.string, let id = DocumentID(text), let url = asked["upload_url"]?.string else {
            return nil
        }
        let headers = (asked["headers"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }
        _ = try await put(bytes, to: url, headers: headers)
        _ = try await call("POST", "/docs/\(id)/confirm-upload")
        return id
    }

    /// Asks for an upload and sends it; nil where either was refused.
    package func attempt(_ name: String, _ bytes: [UInt8]) async throws -> DocumentID? {
        let asked = try await call("POST", "/docs/request-upload", ["file_name": .string(name)])
        guard asked.status == 201, let id = try asked.json["id"]?.string, let url = try asked.json["upload_url"]?.string
        else { return nil }
        return try await put(bytes, to: url) == 200 ? DocumentID(id) : nil
    }

    /// Stores an object without asking anybody.
    package func drop(_ bytes: [UInt8], as name: String) async throws {
        try await store(bytes, as: "drop/\(World.organisation)/\(name)")
    }

    /// Stores an object in the bucket of documents.
    package func store(_ bytes: [UInt8], as key: String) async throws {
        let request = PutObjectInput(
            bucket: try BucketName(self.name(of: "DocumentsBucket")),
            key: try ObjectKey(key),
            body: .bytes(bytes)
        )
        _ = try await S3(aws).putObject(request)
    }

    private func answer(to request: WebRequest) async throws -> CalledAnswer {
        let response = try await outside.transport.exchange(request, bodyLimit: 10 << 20)
        let fields = response.head.headers.fields.map { ($0.name.lowercased(), $0.value) }
        return CalledAnswer(
            status: response.head.status,
            headers: Dictionary(fields) { $1 },
            text: String(decoding: response.body, as: UTF8.self)
        )
    }
}
