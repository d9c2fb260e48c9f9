/// Text without more structure than lines.
struct PlainText: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        facts.addText(file)
    }
}

struct JSONText: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        facts.addText(file)
        let first = file.head[file.head.firstInk]
        facts.add("root", first == UInt8(ascii: "[") ? "array" : "object")
    }
}

struct CSVText: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        guard let encoding = facts.addText(file) else { return }
        guard let layout = TableLayout(Bytes(Array(encoding.decode(file.head[from: 0, upTo: 64 << 10]).utf8))) else {
            return
        }
        facts.add(
            "delimiter",
            layout.delimiter == UInt8(ascii: "\t") ? "tab" : String(Unicode.Scalar(layout.delimiter))
        )
        facts.add("columns", layout.columns)
        facts.add("column_names", layout.header)
    }
}

struct XMLText: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        guard let encoding = facts.addText(file) else { return }
        var scanner = XMLScanner(Bytes(Array(encoding.decode(file.head[from: 0, upTo: 64 << 10]).utf8)))
        guard let root = scanner.firstElement else { return }
        facts.add("root", root.name)
        facts.add("namespace", root["xmlns"])
        if facts.mediaType == "image/svg+xml" {
            facts.add("width", root["width"].flatMap(Int.init))
            facts.add("height", root["height"].flatMap(Int.init))
        }
        facts.addActiveContent(&scanner)
    }
}

struct HTMLText: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        guard let encoding = facts.addText(file) else { return }
        var scanner = XMLScanner(Bytes(Array(encoding.decode(file.head[from: 0, upTo: 64 << 10]).utf8)))
        facts.addActiveContent(&scanner)
    }
}

extension Facts {
    /// What every text has; nil where it is none after all.
    @discardableResult
    mutating func addText(_ file: FileReader) -> TextEncoding? {
        guard let encoding = TextEncoding(file.head, isWhole: file.isWhole) else { return nil }
        add("charset", encoding.rawValue)
        let breaks = file.head.count { $0 == UInt8(ascii: "\n") }
        if breaks > 0 {
            add("line_ending", file.head.firstIndex(of: "\r\n") == nil ? "lf" : "crlf")
        } else if file.head.contains(UInt8(ascii: "\r")) {
            add("line_ending", "cr")
        }
        guard file.isWhole, encoding != .utf16le, encoding != .utf16be else { return encoding }
        let last = file.head[file.head.count - 1]
        add("lines", breaks + (last == nil || last == UInt8(ascii: "\n") ? 0 : 1))
        return encoding
    }

    /// The title of a page, and what runs when it is opened.
    fileprivate mutating func addActiveContent(_ scanner: inout XMLScanner) {
        var scripts = 0
        var frames = 0
        var forms = 0
        var isTitle = false
        var title: String?
        while let token = scanner.next() {
            switch token {
            case .open(let element):
                let name = element.name.lowercased()
                isTitle = name == "title" && title == nil
                scripts += name == "script" ? 1 : 0
                frames += name == "iframe" ? 1 : 0
                forms += name == "form" ? 1 : 0
            case .text(let text) where isTitle:
                title = text
                isTitle = false
            case .text: break
            case .close: isTitle = false
            }
        }
        add("title", title)
        count("scripts", scripts)
        count("iframes", frames)
        count("forms", forms)
    }
}
