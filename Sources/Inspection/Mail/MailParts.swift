/// The parts of a message, found by the lines between them (RFC 2046 5.1).
struct MailParts {
    private(set) var attachments = 0
    private(set) var names: [String] = []
    private(set) var isSigned = false
    private(set) var isEncrypted = false
    private var boundaries: [[UInt8]] = []

    private static let mostParts = 500
    private static let mostBoundaries = 16

    init(_ bytes: Bytes, _ header: HeaderFields) {
        take(header)
        var position = header.end
        var parts = 0
        while position < bytes.count, !boundaries.isEmpty, parts < MailParts.mostParts {
            let line = bytes.line(at: position)
            position += line.count + 1
            guard line.holds("--", at: 0), boundaries.contains(where: { line.holds($0, at: 2) }) else { continue }
            let part = HeaderFields(bytes, from: position)
            take(part)
            position = max(position, part.end)
            parts += 1
        }
    }

    private mutating func take(_ header: HeaderFields) {
        let type = header.bytes("content-type").map { FieldParameters($0) }
        let disposition = header.bytes("content-disposition").map { FieldParameters($0) }
        if type?.value == "multipart/signed" || type?.value == "application/pkcs7-signature" { isSigned = true }
        if type?.value == "multipart/encrypted" || type?["smime-type"] == "enveloped-data" { isEncrypted = true }
        if type?.value.hasPrefix("multipart/") ?? false, let boundary = type?["boundary"],
            boundaries.count < MailParts.mostBoundaries, !boundary.isEmpty
        {
            boundaries.append(Array(boundary.utf8))
        }
        let name = disposition?["filename"] ?? type?["name"]
        guard disposition?.value == "attachment" || name != nil else { return }
        attachments += 1
        if let name, names.count < InspectionLimits.list { names.append(name) }
    }
}

/// A value and what is added to it: `attachment; filename="a.pdf"` (RFC 2045 5.1, RFC 2231).
struct FieldParameters {
    /// In lower case.
    let value: String
    private var parameters: [(name: String, value: String)] = []

    init(_ bytes: Bytes) {
        let parts = FieldParameters.parts(bytes)
        value = parts.first.map { CleanText(TextDecoding.guess($0)).text.lowercased() } ?? ""
        for part in parts.dropFirst().prefix(32) {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let name = CleanText(TextDecoding.guess(part[from: 0, upTo: equals])).text.lowercased()
            parameters.append((name, FieldParameters.unquoted(part[from: equals + 1])))
        }
    }

    subscript(name: String) -> String? {
        if let plain = parameters.first(where: { $0.name == name })?.value { return plain }
        // `filename*=utf-8''…`, or pieces `filename*0=`, `filename*1=` that stand in their order.
        let pieces = parameters.filter { $0.name.hasPrefix(name + "*") }
        guard !pieces.isEmpty else { return nil }
        return FieldParameters.percentDecoded(pieces.map(\.value).joined(), isMarked: pieces[0].name.hasSuffix("*"))
    }

    /// Between semicolons that are in no quotes.
    private static func parts(_ bytes: Bytes) -> [Bytes] {
        var parts: [Bytes] = []
        var start = 0
        var isQuoted = false
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: ";"), !isQuoted {
                parts.append(bytes[from: start, upTo: index - start])
                start = index + 1
            }
        }
        return parts + [bytes[from: start]]
    }

    private static func unquoted(_ bytes: Bytes) -> String {
        let text = CleanText(EncodedWords.decode(bytes)).text
        guard text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count > 1 else { return text }
        return String(text.dropFirst().dropLast())
    }

    private static func percentDecoded(_ text: String, isMarked: Bool) -> String {
        var bytes = Bytes(Array(text.utf8))
        var charset = "utf-8"
        if isMarked, let first = bytes.firstIndex(of: "'"), let second = bytes.firstIndex(of: "'", from: first + 1) {
            charset = TextDecoding.latin1(bytes[from: 0, upTo: first]).lowercased()
            bytes = bytes[from: second + 1]
        }
        var decoded: [UInt8] = []
        var index = 0
        while let byte = bytes[index] {
            if byte == UInt8(ascii: "%"), let digits = bytes.slice(index + 1, 2),
                let value = UInt8(TextDecoding.latin1(digits), radix: 16)
            {
                decoded.append(value)
                index += 3
            } else {
                decoded.append(byte)
                index += 1
            }
        }
        return Charset.decode(Bytes(decoded), charset)
    }
}
