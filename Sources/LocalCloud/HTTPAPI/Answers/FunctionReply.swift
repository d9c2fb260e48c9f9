import Encoding
package import HTTP
import JSON

/// What a function says is to be answered, payload format 2.0.
///
/// An object with a status code is an answer in full; any other JSON is the body of one with status 200.
struct FunctionReply: Sendable {
    private(set) var status = 200
    private(set) var headers: WebHeaders = [:]
    private(set) var body: [UInt8] = []

    init(reading payload: [UInt8]) throws(APIRefusal) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: payload)
        } catch {
            throw .internalError
        }
        if let members = value.object, let status = members["statusCode"] {
            try read(members, status)
            return
        }
        headers = ["content-type": "application/json"]
        body = value.string.map { Array($0.utf8) } ?? payload
    }

    private mutating func read(_ members: JSONObject, _ code: JSONValue) throws(APIRefusal) {
        // A number in quotes is taken for the number.
        guard let status = code.int ?? code.string.flatMap(Int.init), (200...599).contains(status) else {
            throw .internalError
        }
        self.status = status
        body = try Self.body(members)
        try readHeaders(members["headers"] ?? .null)
        for cookie in try Self.list(members["cookies"] ?? .null) {
            guard let cookie = cookie.string, cookie.isFieldValue else { throw .internalError }
            headers.add("set-cookie", cookie)
        }
        if !body.isEmpty, headers["content-type"] == nil { headers.add("content-type", "text/plain;charset=UTF-8") }
    }

    private static func body(_ members: JSONObject) throws(APIRefusal) -> [UInt8] {
        let value = members["body"] ?? .null
        let isEncoded = members["isBase64Encoded"] ?? .null
        guard isEncoded.isNull || isEncoded.bool != nil else { throw .internalError }
        if value.isNull { return [] }
        guard let text = value.string else { throw .internalError }
        guard isEncoded.bool == true else { return Array(text.utf8) }
        guard let bytes = Base64.decode(text) else { throw .internalError }
        return bytes
    }

    private mutating func readHeaders(_ value: JSONValue) throws(APIRefusal) {
        if value.isNull { return }
        guard let members = value.object?.members else { throw .internalError }
        for member in members {
            let name = member.key.lowercased()
            guard let text = Self.text(member.value), name.isFieldName, text.isFieldValue else { throw .internalError }
            // The framing of the answer is not the function's to say.
            if Self.framing.contains(name) { continue }
            headers.add(name, text)
        }
    }

    private static func list(_ value: JSONValue) throws(APIRefusal) -> [JSONValue] {
        if value.isNull { return [] }
        guard let list = value.array else { throw .internalError }
        return list
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .bool(let bool): bool ? "true" : "false"
        case .number: String(decoding: value.bytes(), as: UTF8.self)
        case .null, .array, .object: nil
        }
    }

    private static let framing: Set = [
        "connection", "content-length", "keep-alive", "trailer", "transfer-encoding", "upgrade",
    ]
}

extension FunctionReply {
    /// As it goes out: with 204 and 304 without a body.
    var answer: WebAnswer {
        let isEmpty = status == 204 || status == 304
        return WebAnswer(status: status, headers: headers, body: isEmpty ? .none : .bytes(body))
    }
}

extension DirectCall {
    /// What a client of an HTTP API is answered whose request was this event.
    package var clientAnswer: WebAnswer {
        do throws(APIRefusal) {
            guard run.outcome.isSuccess else { throw .internalError }
            return try FunctionReply(reading: payload).answer
        } catch {
            return error.answer
        }
    }
}

extension String {
    /// RFC 9110, section 5.6.2.
    fileprivate var isFieldName: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                let lower = byte | 0x20
                return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }

    /// A line break would be a header of somebody else's making.
    fileprivate var isFieldValue: Bool {
        utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == UInt8(ascii: "\t") }
    }
}
