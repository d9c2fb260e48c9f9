import AWSClient
import HTTP

/// What pages of other origins may do with a bucket.
struct CORSRule: Sendable, Codable, Equatable {
    let id: String?
    let origins: [String]
    let methods: [String]
    let headers: [String]
    let exposed: [String]
    let maxAge: Int?

    init(origins: [String], methods: [String], headers: [String], exposed: [String], maxAge: Int?) {
        id = nil
        (self.origins, self.methods, self.headers) = (origins, methods, headers)
        (self.exposed, self.maxAge) = (exposed, maxAge)
    }

    init(_ element: XMLElement) throws(ServiceFault) {
        id = element.text(at: "ID")
        origins = element.all("AllowedOrigin").map(\.text)
        methods = element.all("AllowedMethod").map(\.text)
        headers = element.all("AllowedHeader").map(\.text)
        exposed = element.all("ExposeHeader").map(\.text)
        maxAge = element.text(at: "MaxAgeSeconds").flatMap { Int($0) }
        guard !origins.isEmpty, !methods.isEmpty else { throw .s3(.malformedXML) }
        for method in methods where !["GET", "PUT", "POST", "DELETE", "HEAD"].contains(method) {
            throw .s3(
                .invalidRequest,
                "Found unsupported HTTP method in CORS config. Unsupported method is \(method)"
            )
        }
        for pattern in origins + headers where pattern.utf8.count(where: { $0 == UInt8(ascii: "*") }) > 1 {
            throw .s3(.invalidRequest, "AllowedOrigin \"\(pattern)\" can not have more than one wildcard.")
        }
    }

    func allows(origin: String, method: String, headers asked: [String] = []) -> Bool {
        origins.contains { Self.matches($0, origin) } && methods.contains(method)
            && asked.allSatisfy { name in headers.contains { Self.matches($0.lowercased(), name.lowercased()) } }
    }

    func write(to writer: inout XMLWriter) {
        writer.element("CORSRule") { rule in
            rule.element("ID", id)
            for origin in origins { rule.element("AllowedOrigin", origin) }
            for method in methods { rule.element("AllowedMethod", method) }
            for header in headers { rule.element("AllowedHeader", header) }
            for header in exposed { rule.element("ExposeHeader", header) }
            rule.element("MaxAgeSeconds", maxAge.map { "\($0)" })
        }
    }

    /// What an answer to that origin must say for a browser to hand it to the page.
    func answerHeaders(origin: String, asked: [String]? = nil) -> WebHeaders {
        let isAnybody = origins.contains("*")
        var answer = WebHeaders()
        answer.add("Access-Control-Allow-Origin", isAnybody ? "*" : origin)
        answer.add("Access-Control-Allow-Methods", methods.joined(separator: ", "))
        if let asked, !asked.isEmpty {
            answer.add("Access-Control-Allow-Headers", asked.joined(separator: ", ").lowercased())
        }
        if !exposed.isEmpty { answer.add("Access-Control-Expose-Headers", exposed.joined(separator: ", ")) }
        if let maxAge { answer.add("Access-Control-Max-Age", "\(maxAge)") }
        if !isAnybody { answer.add("Access-Control-Allow-Credentials", "true") }
        answer.add("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method")
        return answer
    }

    private static func matches(_ pattern: String, _ text: String) -> Bool {
        guard let star = pattern.utf8.firstIndex(of: UInt8(ascii: "*")) else { return pattern == text }
        let head = pattern.utf8[..<star]
        let tail = pattern.utf8[star...].dropFirst()
        return text.utf8.count >= head.count + tail.count && text.utf8.starts(with: head)
            && text.utf8.reversed().starts(with: tail.reversed())
    }
}
