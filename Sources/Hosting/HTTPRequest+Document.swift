package import Domain

extension HTTPRequest {
    /// The document that the path names.
    ///
    /// A text that is no id names no document.
    package func document() throws(StepFailure) -> DocumentID {
        let text = pathParameters["id"] ?? ""
        guard let id = DocumentID(text) else {
            throw .reject(Fault(.unknown, "unknown", "There is no document of that id: an id is a UUID."))
        }
        return id
    }

    /// Where the client reached the API, without a slash at the end: what answers link to.
    ///
    /// A proxy before it says how it was spoken to; without one it is HTTPS, as the gateway speaks nothing else.
    package var origin: String {
        let scheme = headers["x-forwarded-proto"] == "http" ? "http" : "https"
        return "\(scheme)://\(headers["host"] ?? "localhost")"
    }

    /// A parameter of the query, decoded; nil where it is not given.
    package func parameter(_ name: String) -> String? {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts[0] == name else { continue }
            return parts.count > 1 ? Self.decoded(parts[1]) : ""
        }
        return nil
    }

    /// Percent signs and plus; what is malformed stays as it is.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(UInt8(digits[0] * 16 + digits[1]))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
