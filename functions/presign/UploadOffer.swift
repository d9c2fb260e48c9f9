import Domain
package import Hosting
import JSON
import Ports
import Time

/// Where the bytes are to go, and where to look for what comes of them.
///
/// Its URL and its form are permissions: they are the client's alone.
package struct UploadOffer: HTTPOutput {
    private let document: Document
    private let grant: UploadGrant
    private let form: FormGrant
    private let origin: String

    init(_ document: Document, _ grant: UploadGrant, _ form: FormGrant, origin: String) {
        (self.document, self.grant, self.form, self.origin) = (document, grant, form, origin)
    }

    private enum CodingKeys: String, CodingKey {
        case id, status, headers, urls, version, form
        case fileName = "file_name"
        case uploadURL = "upload_url"
        case expiresAt = "expires_at"
    }

    private enum FormKeys: String, CodingKey {
        case action, fields
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(document.id, forKey: .id)
        try container.encode(document.claim.name, forKey: .fileName)
        try container.encode(Status.ofDocument(document.state), forKey: .status)
        try container.encode(document.version, forKey: .version)
        try container.encode(grant.url.revealed, forKey: .uploadURL)
        try container.encode(texts(grant.headers.map { ($0.name, $0.value) }), forKey: .headers)
        try container.encode(grant.url.expires, forKey: .expiresAt)
        try container.encode(DocumentURLs(of: document.id, at: origin), forKey: .urls)
        var inner = container.nestedContainer(keyedBy: FormKeys.self, forKey: .form)
        try inner.encode(form.action, forKey: .action)
        try inner.encode(texts(form.fields.map { ($0.name, $0.revealed) }), forKey: .fields)
    }

    package func response() throws(StepFailure) -> HTTPResponse {
        var response = try HTTPResponse.json(self, status: 201)
        response.headers["cache-control"] = "no-store"
        return response
    }

    private func texts(_ pairs: [(String, String)]) -> JSONValue {
        .object(JSONObject(pairs.map { ($0.0, .string($0.1)) }))
    }
}
