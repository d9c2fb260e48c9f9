import HTTP

/// Status line and header fields of an answer, as they go out.
struct AnswerHead {
    let framing: AnswerFraming
    let keepsAlive: Bool
    let bytes: [UInt8]

    /// Nil where the answer is none of HTTP: a status out of range, a line break in a field.
    ///
    /// Such a break would be a header of somebody else's making.
    init?(_ answer: WebAnswer, to request: AnsweredRequest, keepsAlive: Bool, date: [UInt8]) {
        guard (200...999).contains(answer.status) else { return nil }
        framing = AnswerFraming(answer, to: request)
        // A 204 has no length (RFC 9110, section 8.6).
        guard let fields = AnswerFields(answer.headers, keepLength: framing == .unsent && answer.status != 204) else {
            return nil
        }
        self.keepsAlive = keepsAlive && framing != .untilClose && !fields.wantClose
        var bytes: [UInt8] = []
        bytes.reserveCapacity(192 + fields.bytes.count)
        bytes += "HTTP/1.1 \(answer.status) \(StatusWords.words(for: answer.status))\r\n".utf8
        bytes += fields.bytes
        if !fields.haveDate { bytes += date }
        switch framing {
        case .length(let length): bytes.append("content-length", String(length))
        case .chunked: bytes.append("transfer-encoding", "chunked")
        case .unsent, .untilClose: break
        }
        if !self.keepsAlive {
            bytes.append("connection", "close")
        } else if request.isHTTP10 {
            bytes.append("connection", "keep-alive")
        }
        bytes += "\r\n".utf8
        self.bytes = bytes
    }
}

/// The answerer's own fields, less those that frame the answer: these are said once, by the server.
private struct AnswerFields {
    private(set) var bytes: [UInt8] = []
    private(set) var haveDate = false
    private(set) var wantClose = false

    init?(_ headers: WebHeaders, keepLength: Bool) {
        bytes.reserveCapacity(headers.fields.count * 48)
        for field in headers.fields {
            let name = field.name.utf8
            guard !name.isEmpty, name.allSatisfy(\.isTokenPart), field.value.utf8.allSatisfy(\.isFieldContent) else {
                return nil
            }
            switch name.count {
            case 4 where name.isSame(as: "date"): haveDate = true
            case 10 where name.isSame(as: "connection"):
                wantClose = wantClose || field.value.utf8.isSame(as: "close")
                continue
            case 14 where name.isSame(as: "content-length") && !keepLength: continue
            case 17 where name.isSame(as: "transfer-encoding"): continue
            default: break
            }
            bytes.append(field.name, field.value)
        }
    }
}

/// What an answer's form depends on of its request.
struct AnsweredRequest {
    let isHead: Bool
    let isHTTP10: Bool
}

/// How the end of an answer's body is known.
enum AnswerFraming: Equatable {
    /// No body follows, whatever the fields say: to HEAD, and with 204 and 304. A length is the answerer's to tell.
    case unsent
    case length(Int)
    case chunked
    case untilClose

    init(_ answer: WebAnswer, to request: AnsweredRequest) {
        if answer.status == 204 || answer.status == 304 {
            self = .unsent
            return
        }
        switch answer.body {
        case .none: self = request.isHead ? .unsent : .length(0)
        case .bytes(let bytes): self = .length(bytes.count)
        case .stream(_, let length?): self = .length(max(0, length))
        case .stream(_, nil): self = request.isHTTP10 ? .untilClose : .chunked
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ name: String, _ value: String) {
        self += name.utf8
        self += ": ".utf8
        self += value.utf8
        self += "\r\n".utf8
    }
}
