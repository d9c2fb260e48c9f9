import JSON

/// What kind of text the head of a file is, if it is text at all.
enum TextKind {
    static func match(_ head: Bytes, isWhole: Bool) -> String? {
        guard let encoding = TextEncoding(head, isWhole: isWhole) else { return nil }
        let text = Bytes(Array(encoding.decode(head[from: 0, upTo: reach]).utf8))
        let start = text.firstInk
        return markup(text, start) ?? script(text, start) ?? marked(text, start)
            ?? json(text, start, isWhole: isWhole && head.count <= reach) ?? (isMail(text) ? "message/rfc822" : nil)
            ?? table(text) ?? MediaType.text
    }

    /// A kind shows early, and the text is looked at several times.
    private static let reach = 64 << 10

    private static func markup(_ text: Bytes, _ start: Int) -> String? {
        guard text[start] == UInt8(ascii: "<") else { return nil }
        if text.begins("<?php", at: start) { return "text/x-php" }
        if text.begins("<!doctype html", at: start) { return "text/html" }
        var scanner = XMLScanner(text[from: start])
        let isDeclared = text.begins("<?xml", at: start)
        guard let root = scanner.firstElement else { return isDeclared ? "application/xml" : nil }
        return switch root.name.lowercased() {
        case "html" where isDeclared || root["xmlns"] != nil: "application/xhtml+xml"
        case "html", "head", "body", "script", "title", "table", "div", "p", "a", "h1", "iframe", "meta": "text/html"
        case "svg": "image/svg+xml"
        case "rss": "application/rss+xml"
        case _ where isDeclared || root["xmlns"] != nil: "application/xml"
        default: scanner.isBalanced ? "application/xml" : nil
        }
    }

    private static func script(_ text: Bytes, _ start: Int) -> String? {
        guard start == 0, text.begins("#!", at: 0) else { return nil }
        let line = TextDecoding.utf8(text.line(at: 0)).lowercased()
        let interpreters = [
            ("python", "text/x-python"), ("perl", "text/x-perl"), ("ruby", "text/x-ruby"), ("php", "text/x-php"),
            ("node", "text/javascript"), ("deno", "text/javascript"), ("sh", "text/x-shellscript"),
        ]
        return interpreters.first { line.utf8.holds($0.0) }?.1 ?? "text/x-script"
    }

    private static func marked(_ text: Bytes, _ start: Int) -> String? {
        if text.begins("BEGIN:VCARD", at: start) { return "text/vcard" }
        if text.begins("BEGIN:VCALENDAR", at: start) { return "text/calendar" }
        return text.begins("-----BEGIN ", at: start) ? "application/x-pem-file" : nil
    }

    private static func json(_ text: Bytes, _ start: Int, isWhole: Bool) -> String? {
        guard let first = text[start], first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
        do throws(JSONError) {
            _ = try JSONValue(parsing: text[from: start].array)
            return "application/json"
        } catch {
            let isCut = error.reason == .cutShort || (error.position?.offset ?? 0) + start + 8 > text.count
            switch error.reason {
            // A colon is what prose in brackets does not have where JSON does.
            case _ where isCut && !isWhole: return "application/json"
            case .tooDeep, .duplicateKey: return "application/json"
            case .trailingBytes where first == UInt8(ascii: "{"): return "application/x-ndjson"
            default: return nil
            }
        }
    }

    /// Two lines of a header that mail has, before the first line that is none.
    private static func isMail(_ text: Bytes) -> Bool {
        var position = 0
        if text.begins("From ", at: 0) { position = text.line(at: 0).count + 1 }
        var seen: Set<String> = []
        for _ in 0..<40 {
            let line = text.line(at: position)
            guard let first = line[0], first != UInt8(ascii: "\r") else { break }
            position += line.count + 1
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") { continue }
            guard let colon = line.firstIndex(of: ":"), colon > 0,
                line[from: 0, upTo: colon].allSatisfy({ (33...126).contains($0) })
            else { break }
            seen.insert(TextDecoding.utf8(line[from: 0, upTo: colon]).lowercased())
        }
        let own = seen.intersection([
            "received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature",
        ])
        let common = seen.intersection(["from", "to", "subject", "date"])
        return own.count + common.count >= 2 && (!own.isEmpty || common.count >= 3)
    }

    private static func table(_ text: Bytes) -> String? {
        guard let layout = TableLayout(text) else { return nil }
        return layout.delimiter == UInt8(ascii: "\t") ? "text/tab-separated-values" : "text/csv"
    }
}

extension Bytes {
    /// Where the first byte is that is no white space.
    var firstInk: Int {
        for (index, byte) in enumerated() where byte > 0x20 { return index }
        return count
    }

    /// The same letters, whatever their case.
    func begins(_ word: StaticString, at offset: Int) -> Bool {
        guard let bytes = slice(offset, word.utf8CodeUnitCount) else { return false }
        return word.withUTF8Buffer { word in
            zip(bytes, word).allSatisfy { $0.lowered == $1.lowered }
        }
    }

    /// From an offset to the next line feed, without it.
    func line(at offset: Int) -> Bytes {
        let rest = self[from: offset]
        return rest.firstIndex(of: "\n").map { rest[from: 0, upTo: $0] } ?? rest
    }
}

extension UInt8 {
    /// A capital letter of ASCII as a small one.
    fileprivate var lowered: UInt8 { (0x41...0x5a).contains(self) ? self | 0x20 : self }
}

extension String.UTF8View {
    func holds(_ word: String) -> Bool {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.starts(with: word.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
