import JSON

/// A failure as an HTTP client reads it: RFC 9457, with the request's id.
struct Problem {
    let status: Int
    let title: String
    let fault: Fault
    let retryAfter: Duration?

    init(_ failure: StepFailure) {
        switch failure {
        case .retry(let after, let fault):
            self.init(503, "Service Unavailable", fault, retryAfter: after ?? .seconds(1))
        case .reject(let fault):
            switch fault.kind {
            case .malformed: self.init(400, "Bad Request", fault)
            case .unauthenticated: self.init(401, "Unauthorized", fault)
            case .forbidden: self.init(403, "Forbidden", fault)
            case .unknown: self.init(404, "Not Found", fault)
            case .conflict: self.init(409, "Conflict", fault)
            case .gone: self.init(410, "Gone", fault)
            case .tooLarge: self.init(413, "Content Too Large", fault)
            case .unsupported: self.init(415, "Unsupported Media Type", fault)
            case .invalid: self.init(422, "Unprocessable Content", fault)
            case .overLimit(let after): self.init(429, "Too Many Requests", fault, retryAfter: after)
            case .unavailable: self.init(503, "Service Unavailable", fault, retryAfter: .seconds(1))
            case .broken: self.init(500, "Internal Server Error", fault)
            }
        }
    }

    private init(_ status: Int, _ title: String, _ fault: Fault, retryAfter: Duration? = nil) {
        self.status = status
        self.title = title
        self.fault = fault
        self.retryAfter = retryAfter
    }

    func response(requestID: String) -> HTTPResponse {
        let body: JSONValue = [
            "type": .string("urn:assay:problem:\(fault.code)"),
            "title": .string(title),
            "status": .number(JSONNumber(status)),
            "detail": .string(fault.message),
            "request_id": .string(requestID),
        ]
        var headers = ["content-type": "application/problem+json"]
        // Whole seconds, and never early.
        if let retryAfter { headers["retry-after"] = String(max(1, retryAfter.roundedUpToSeconds)) }
        return HTTPResponse(status: status, headers: headers, body: body.bytes())
    }
}

extension Duration {
    /// Whole seconds, for wires that know nothing smaller; never less than asked.
    var roundedUpToSeconds: Int64 {
        let (seconds, attoseconds) = components
        return attoseconds > 0 && seconds < .max ? seconds + 1 : seconds
    }
}
