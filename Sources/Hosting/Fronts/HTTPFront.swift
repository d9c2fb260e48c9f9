import Encoding
import Events
import Time

/// Speaks payload format 2.0 for a step: a request in; its output, or a problem, out.
package struct HTTPFront<S: Step>: Handler where S.Event: HTTPEvent {
    private let step: S

    package init(_ step: S) {
        self.step = step
    }

    package func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        // What is no request at all is no client's doing: the invocation fails, so that an operator sees it.
        let request = try decoded(HTTPRequestEvent.self, from: event.bytes)
        var context = context
        context.principal = Principal(request.requestContext.authorizer?.lambda)
        let response: HTTPResponse
        do {
            response = try await answer(HTTPRequest(request), context)
        } catch {
            logged(error, context.log)
            response = Problem(error).response(requestID: context.requestID)
        }
        return .bytes(try encoded(response.event))
    }

    private func answer(
        _ request: HTTPRequest,
        _ context: InvocationContext
    ) async throws(StepFailure) -> HTTPResponse {
        let output = try await step.handle(try S.Event(request), context: context)
        let response =
            if let output = output as? any HTTPOutput { try output.response() } else { try HTTPResponse.json(output) }
        return response.tagged(for: request).unlessKnown(to: request)
    }

    /// A caller's mistake is the caller's to read; ours is a line for whoever is on call.
    private func logged(_ failure: StepFailure, _ log: Log) {
        let problem = Problem(failure)
        guard problem.status >= 500 else { return }
        log.error("the request failed", ["error": .of(failure.fault), "status": .integer(problem.status)])
    }
}

extension Principal {
    fileprivate init?(_ claims: HTTPRequestEvent.Claims?) {
        guard let organisation = claims?.organisation, let subject = claims?.subject, let role = claims?.role else {
            return nil
        }
        self.init(organisation: organisation, subject: subject, role: role)
    }
}

extension HTTPResponse {
    /// With a tag that is its content's alone, where the output has none of its own (RFC 9110, section 8.8.3).
    fileprivate func tagged(for request: HTTPRequest) -> HTTPResponse {
        guard request.method == "GET" || request.method == "HEAD", status == 200, headers["etag"] == nil else {
            return self
        }
        var response = self
        response.headers["etag"] = HTTPResponse.tag(of: body)
        return response
    }

    /// 304 where the client holds this very answer (RFC 9110, section 13.1.2).
    fileprivate func unlessKnown(to request: HTTPRequest) -> HTTPResponse {
        guard request.method == "GET" || request.method == "HEAD", status == 200,
            let tag = headers["etag"], let known = request.headers["if-none-match"]
        else { return self }
        let tags = known.split(separator: ",").map { $0.trimmed.weakly }
        guard tags.contains(tag[...].weakly) || known[...].trimmed == "*" else { return self }
        return HTTPResponse(status: 304, headers: headers.filter { Self.lasting.contains($0.key) })
    }

    /// What an answer without a body still says.
    private static var lasting: Set<String> { ["etag", "cache-control", "retry-after"] }

    /// The tag of an answer with this content.
    package static func tag(of content: [UInt8]) -> String {
        "\"\(UUID.v5(namespace: .nil, name: String(decoding: content, as: UTF8.self)))\""
    }

    fileprivate var event: HTTPResponseEvent {
        let text = String(validating: body, as: UTF8.self)
        return HTTPResponseEvent(
            statusCode: status,
            headers: headers,
            body: text ?? Base64.encode(body),
            isBase64Encoded: text == nil
        )
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = drop { $0 == " " || $0 == "\t" }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }

    /// If-None-Match compares weakly: the marker does not count.
    fileprivate var weakly: Substring { hasPrefix("W/") ? dropFirst(2) : self }
}
