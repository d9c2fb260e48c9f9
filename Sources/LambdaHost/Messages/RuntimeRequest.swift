/// Everything that we say to the Runtime API, each message with its one conversion to bytes.
struct RuntimeRequest: Sendable {
    let head: [UInt8]
    let body: [UInt8]
}

/// Writes the messages for one API address.
struct RuntimeRequests: Sendable {
    private let host: String
    private let responseStart: [UInt8]
    private let responseEnd: [UInt8]
    /// The same bytes each time.
    let next: RuntimeRequest

    init(host: String) {
        self.host = host
        next = RuntimeRequest(
            head: Array("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: \(host)\r\n\r\n".utf8),
            body: []
        )
        responseStart = Array("POST /2018-06-01/runtime/invocation/".utf8)
        responseEnd = Array("/response HTTP/1.1\r\nHost: \(host)\r\nContent-Type: ".utf8)
    }

    func response(to id: String, _ body: [UInt8], contentType: String) -> RuntimeRequest {
        var head: [UInt8] = []
        head.reserveCapacity(256)
        head += responseStart
        head.appendPathSegment(id)
        head += responseEnd
        head.appendFieldValue(contentType)
        head += "\r\nContent-Length: ".utf8
        head += String(body.count).utf8
        head += "\r\n\r\n".utf8
        return RuntimeRequest(head: head, body: body)
    }

    /// The head of a streamed reply; its body follows in chunks, its error, if it comes to one, in the trailer.
    func streamHead(to id: String, contentType: String) -> [UInt8] {
        var head = responseStart
        head.appendPathSegment(id)
        head += responseEnd
        head.appendFieldValue(contentType)
        head += "\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n".utf8
        head += "Trailer: \(TrailerName.errorType), \(TrailerName.errorBody)\r\n\r\n".utf8
        return head
    }

    func error(of id: String, _ report: ErrorReport) -> RuntimeRequest {
        var path = Array("/2018-06-01/runtime/invocation/".utf8)
        path.appendPathSegment(id)
        path += "/error".utf8
        return post(path, report)
    }

    func initError(_ report: ErrorReport) -> RuntimeRequest {
        post(Array("/2018-06-01/runtime/init/error".utf8), report)
    }

    /// No event is asked for: an internal extension exists so that the sandbox sends SIGTERM before it kills.
    func registerExtension(named name: String) -> RuntimeRequest {
        let body = Array(#"{"events":[]}"#.utf8)
        let head = """
            POST /2020-01-01/extension/register HTTP/1.1\r
            Host: \(host)\r
            Lambda-Extension-Name: \(name)\r
            Content-Type: application/json\r
            Content-Length: \(body.count)\r
            \r

            """
        return RuntimeRequest(head: Array(head.utf8), body: body)
    }

    /// Says that the extension is ready.
    ///
    /// It is answered at the sandbox's end only, or never.
    func nextExtensionEvent(of identifier: ArraySlice<UInt8>) -> RuntimeRequest {
        var head = Array("GET /2020-01-01/extension/event/next HTTP/1.1\r\nHost: \(host)\r\n".utf8)
        head += "Lambda-Extension-Identifier: ".utf8
        head += identifier
        head += "\r\n\r\n".utf8
        return RuntimeRequest(head: head, body: [])
    }

    private func post(_ path: [UInt8], _ report: ErrorReport) -> RuntimeRequest {
        let body = report.body
        var head = Array("POST ".utf8) + path
        head += " HTTP/1.1\r\nHost: \(host)\r\nContent-Type: application/vnd.aws.lambda.error+json\r\n".utf8
        head += "Lambda-Runtime-Function-Error-Type: \(report.type)\r\n".utf8
        head += "Lambda-Runtime-Function-XRay-Error-Cause: ".utf8
        head += report.cause
        head += "\r\nContent-Length: \(body.count)\r\n\r\n".utf8
        return RuntimeRequest(head: head, body: body)
    }
}

enum TrailerName {
    static let errorType = "Lambda-Runtime-Function-Error-Type"
    static let errorBody = "Lambda-Runtime-Function-Error-Body"
}

extension [UInt8] {
    /// An id is the peer's own text: whatever a path cannot carry is escaped, so that it cannot end the request line.
    fileprivate mutating func appendPathSegment(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "_"):
                append(byte)
            default:
                append(UInt8(ascii: "%"))
                if byte < 16 { append(UInt8(ascii: "0")) }
                self += String(byte, radix: 16, uppercase: true).utf8
            }
        }
    }

    /// A handler's content type cannot begin a field of its own.
    fileprivate mutating func appendFieldValue(_ text: String) {
        for byte in text.utf8 where byte >= 0x20 && byte != 0x7F { append(byte) }
    }
}
