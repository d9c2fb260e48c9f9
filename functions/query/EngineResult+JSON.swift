import Domain
import JSON
import Time

extension EngineResult {
    /// A row of the results; `url` is where its text is, if that is stored apart.
    func row(textAt url: String?) -> JSONValue {
        var row: JSONObject = ["name": .string(engine.text), "results": .string(sentence)]
        switch finding {
        case .open(let category, let text):
            row["category"] = .string(category.rawValue)
            if text.inline == nil { row["results_url"] = url.map { .string($0) } }
        case .sealed(let payload):
            row["payload"] = payload.inline.map { .string($0) }
            if payload.inline == nil { row["payload_url"] = url.map { .string($0) } }
        }
        row["engine_version"] = .string(engineVersion)
        row["signature_version"] = .string(signatureVersion)
        row["started_at"] = .string(startedAt.rfc3339)
        row["ended_at"] = .string(endedAt.rfc3339)
        row["late"] = .bool(isLate)
        switch origin {
        case .scanned: row["reused"] = false
        case .reused(let document):
            row["reused"] = true
            row["sealed_for"] = document.map { .string("\($0)") }
        }
        return .object(row)
    }

    /// What a person reads.
    private var sentence: String {
        guard case .open(let category, let text) = finding else { return "sealed" }
        if let text = text.inline, !text.isEmpty { return text }
        return switch category {
        case .undetected, .harmless: "not detected"
        case .malicious, .suspicious, .timeout, .failure, .typeUnsupported, .limitsExceeded, .encrypted, .partial:
            category.rawValue
        }
    }
}

extension ResultText {
    fileprivate var inline: String? {
        guard case .inline(let text) = self else { return nil }
        return text
    }
}
