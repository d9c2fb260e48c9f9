import AWSClient
import HTTP
import JSON

extension Buckets {
    nonisolated func getBucketCors(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("GetBucketCORS", call)
        let rules = try await settings(of: call.bucket).cors
        guard !rules.isEmpty else { throw .s3(.noSuchCORSConfiguration, of: "BucketName", call.bucket) }
        return answers(call).document("CORSConfiguration") { root in
            for rule in rules { rule.write(to: &root) }
        }
    }

    nonisolated func putBucketCors(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutBucketCORS", call)
        let configuration = try await document(call, root: "CORSConfiguration")
        var rules: [CORSRule] = []
        for element in configuration.all("CORSRule") { rules.append(try CORSRule(element)) }
        guard (1...100).contains(rules.count) else { throw .s3(.malformedXML) }
        let put = rules
        try await change(call) { $0.cors = put }
        return answers(call).empty()
    }

    nonisolated func deleteBucketCors(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutBucketCORS", call)
        try await change(call) { $0.cors = [] }
        return answers(call).empty(204)
    }

    /// What a browser asks before it sends a page's request.
    nonisolated func preflight(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        guard let origin = request.headers["Origin"], let method = request.headers["Access-Control-Request-Method"]
        else {
            throw ServiceFault("BadRequest", "Insufficient information. Origin request header needed.")
        }
        let address = S3Address(host: request.headers["Host"] ?? request.web.origin.host, path: request.path)
        let rules = await rules(of: address?.bucket ?? "")
        guard !rules.isEmpty else {
            throw .s3(.accessForbidden, "CORSResponse: CORS is not enabled for this bucket.")
        }
        let asked = (request.headers["Access-Control-Request-Headers"] ?? "").split(separator: ",")
            .map { String($0.trimmed) }.filter { !$0.isEmpty }
        guard let rule = rules.first(where: { $0.allows(origin: origin, method: method, headers: asked) }) else {
            throw .s3(
                .accessForbidden,
                "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, "
                    + "request method / Access-Control-Request-Method or Access-Control-Request-Headers are not "
                    + "whitelisted by the resource's CORS spec.",
                ["Method": .string(method), "ResourceType": "BUCKET"]
            )
        }
        return S3Answers(id: request.id).empty(200, rule.answerHeaders(origin: origin, asked: asked))
    }

    /// What an answer must say for the page that asked to see it; nothing where none asked, or it may not.
    nonisolated func corsHeaders(_ call: S3Call) async -> WebHeaders {
        guard let origin = call.request.headers["Origin"] else { return [:] }
        let rule = await rules(of: call.bucket).first { $0.allows(origin: origin, method: call.request.method) }
        return rule?.answerHeaders(origin: origin) ?? [:]
    }

    private func rules(of bucket: String) -> [CORSRule] { buckets[bucket]?.settings.cors ?? [] }
}
