import TestKit
import Time

/// A request as far as its server has read it.
struct FaultyRequest {
    enum Operation: Equatable {
        /// `AmazonSQS.SendMessage`.
        case json(String)
        /// `Publish`, `AssumeRoleWithWebIdentity`.
        case query(String)
        case s3
    }

    let recorded: RecordedRequest
    let operation: Operation

    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard let recorded = RecordedRequest(readingFrom: &rest) else { return nil }
        self.recorded = recorded
        if let target = recorded.headers["x-amz-target"] {
            operation = .json(target)
        } else if recorded.target == "/" {
            let action = recorded.text.split(separator: "&").first { $0.hasPrefix("Action=") }
            operation = .query(String(action?.dropFirst("Action=".count) ?? ""))
        } else {
            operation = .s3
        }
    }

    /// Of the call that it is an attempt of; none for those that fetch credentials.
    var call: Int? { callNumber(in: recorded.target.utf8) ?? callNumber(in: recorded.body.prefix(1_000)) }

    var signature: String? { field("Signature=") }
    var accessKeyID: String? { field("Credential=").map { String($0.prefix { $0 != "/" }) } }
    var date: Instant? { recorded.headers["x-amz-date"].flatMap { Instant(basicISO8601: $0) } }

    private func field(_ name: String) -> String? {
        let words = recorded.headers["authorization"]?.split { $0 == " " || $0 == "," } ?? []
        return words.first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    }

    /// What an upload carries, without the frames of its chunks.
    var content: [UInt8] {
        guard recorded.headers["content-encoding"] == "aws-chunked" else { return recorded.body }
        var content: [UInt8] = []
        var rest = recorded.body[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let digits = rest[..<end].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\r") }
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
            guard let size, size > 0 else { return content }
            content += rest[(end + 1)...].prefix(size)
            rest = rest[(end + 1)...].dropFirst(size + 2)
        }
        return content
    }
}

/// A request of which only the head has come.
struct RequestHead {
    let text: String
    let length: Int
    /// Whether its body waits for leave to come.
    let asks: Bool

    init(_ text: String) {
        self.text = text
        let fields = text.split(separator: "\r\n").dropFirst().map { $0.lowercased() }
        length = fields.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
        asks = fields.contains { $0.hasPrefix("expect:") }
    }

    /// Of the call that its first line names.
    var call: Int? { callNumber(in: text.utf8.prefix { $0 != UInt8(ascii: "\r") }) }
}

/// The number behind `call-`.
private func callNumber(in text: some Collection<UInt8>) -> Int? {
    let mark = Array("call-".utf8)
    var rest = Array(text)[...]
    while let start = rest.firstIndex(of: mark[0]) {
        rest = rest[start...]
        if rest.starts(with: mark) {
            let digits = rest.dropFirst(mark.count).prefix { (0x30...0x39).contains($0) }
            return Int(String(decoding: digits, as: UTF8.self))
        }
        rest = rest.dropFirst()
    }
    return nil
}
