package import HTTP
import JSON

extension AWSFailure {
    /// Reads an answer that is an error, whatever it looks like: what it does not say is told from its status.
    package init(_ response: WebResponse, from service: String, speaking form: AWSProtocol) {
        let said: Said =
            switch form {
            case .json: Said(json: response)
            case .query, .restXML: Said(xml: response.body)
            }
        let headers = response.head.headers
        self.init(
            service: service,
            code: said.code ?? "\(response.head.status)",
            queryCode: headers["x-amzn-query-error"]?.split(separator: ";").first.map(String.init),
            message: Self.shortened(said.message ?? ""),
            requestID: headers["x-amzn-RequestId"] ?? headers["x-amz-request-id"] ?? said.requestID,
            status: response.head.status,
            retryAfter: headers["x-amz-retry-after"].flatMap(Self.milliseconds),
            bucketRegion: headers["x-amz-bucket-region"] ?? said.region,
            details: said.hasDetails ? FailureDetails(response.body) : nil
        )
    }

    /// The error within an answer whose status says that all is well.
    ///
    /// S3 begins its answer to a long copy before it knows the end of it.
    package init?(withinSuccess response: WebResponse, from service: String) {
        guard response.head.status == 200, Self.mayBeError(response.body), Said(xml: response.body).isErrorDocument
        else {
            return nil
        }
        let failure = AWSFailure(response, from: service, speaking: .restXML)
        // As transient as the status that it would have had.
        self.init(
            service: service,
            code: failure.code,
            message: failure.message,
            requestID: failure.requestID,
            status: 500,
            retryAfter: failure.retryAfter
        )
    }

    /// Whether the beginning names an error, so that a long listing is not read twice.
    private static func mayBeError(_ body: [UInt8]) -> Bool {
        let mark = Array("<Error".utf8)
        let start = body.prefix(1_024)
        return start.indices.contains { start[$0] == mark[0] && start[$0...].starts(with: mark) }
    }

    /// Long enough to be understood, short enough for a line of a log.
    private static let longestMessage = 1_024

    /// Its first line: who finds a signature wrong tells below it what was to be signed, session token and all.
    ///
    /// Who finds the proof itself malformed repeats that in its first.
    private static func shortened(_ message: String) -> String {
        let start = message.unicodeScalars.prefix(longestMessage)
        let line = start.prefix { $0 != "\n" && $0 != "\r" }
        let text = String(line)
        if proofs.contains(where: text.holds) { return "" }
        return line.endIndex == message.endIndex || line.endIndex < start.endIndex ? text : text + "…"
    }

    private static let proofs = ["AWS4-HMAC", "Signature=", "Credential="]

    /// Nil for what is no number of milliseconds up to an hour.
    private static func milliseconds(_ text: String) -> Duration? {
        Int(text).flatMap { (0...3_600_000).contains($0) ? .milliseconds($0) : nil }
    }
}

/// What the body of an error says.
private struct Said {
    var code: String?
    var message: String?
    var requestID: String?
    var region: String?
    var isErrorDocument = false
    var hasDetails = false

    init(json response: WebResponse) {
        var fields: JSONValue = .null
        do {
            fields = try JSONValue(parsing: response.body, limits: AttributeValue.jsonLimits)
        } catch {
            // A proxy on the way answers in HTML: the status has to do.
            fields = .null
        }
        let type = fields["__type"]?.string ?? fields["code"]?.string
        code = (type ?? response.head.headers["x-amzn-ErrorType"]).flatMap(Self.bareName)
        message = fields["message"]?.string ?? fields["Message"]?.string ?? fields["errorMessage"]?.string
        hasDetails = fields["Item"] != nil || fields["CancellationReasons"] != nil
    }

    /// `ErrorResponse/Error` in the query protocol, `Error` alone in S3's.
    init(xml body: [UInt8]) {
        do {
            let root = try XMLReader.read(body)
            let error = root.name == "Error" ? root : root["Error"] ?? root["Errors"]?["Error"]
            isErrorDocument = root.name == "Error"
            code = error?.text(at: "Code").flatMap { $0.isEmpty ? nil : $0 }
            message = error?.text(at: "Message")
            region = error?.text(at: "Region")
            requestID = root.text(at: "RequestId") ?? root.text(at: "RequestID")
        } catch {
            // An answer to HEAD has no body, and a proxy's is no XML.
            code = nil
        }
    }

    /// `com.amazonaws.sqs#QueueDoesNotExist:http://…` without what stands around the name.
    private static func bareName(_ type: String) -> String? {
        let name = type.split(separator: "#").last?.split(separator: ":").first
        return name.map(String.init)
    }
}

extension String {
    /// The standard library's own search comes with the regular expressions, which no zip holds.
    fileprivate func holds(_ mark: String) -> Bool {
        indices.contains { self[$0...].hasPrefix(mark) }
    }
}
