import Ports

/// An archive whose first member says what it is: OpenDocument and EPUB.
struct MarkedPackage {
    private let directory: ZIPDirectory

    init(_ directory: ZIPDirectory) {
        self.directory = directory
    }

    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let mark = try await directory.contents(of: "mimetype", in: file) else { return }
        let type = CleanText(TextDecoding.utf8(mark[from: 0, upTo: 200])).text
        if type.hasPrefix("application/vnd.oasis.opendocument.") {
            facts.mediaType = type
            try await addOpenDocument(file, &facts)
        } else if type == "application/epub+zip" {
            facts.mediaType = type
            try await addBook(file, &facts)
        }
    }

    private func addOpenDocument(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        if let meta = try await directory.contents(of: "meta.xml", in: file) {
            facts.add(XMLProperties(meta), Self.openDocument)
            addStatistics(meta, &facts)
        }
        let names = directory.members.map(\.name)
        facts.add("macros", names.contains { $0.hasPrefix("Basic/") || $0.hasPrefix("Scripts/") })
        if let manifest = try await directory.contents(of: "META-INF/manifest.xml", in: file),
            manifest.firstIndex(of: "encryption-data") != nil
        {
            facts.add("encrypted", true)
        }
    }

    private func addStatistics(_ meta: Bytes, _ facts: inout Facts) {
        var scanner = XMLScanner(meta)
        while let token = scanner.next() {
            guard case .open(let element) = token, element.name == "document-statistic" else { continue }
            for (key, name) in [
                ("pages", "page-count"), ("words", "word-count"), ("characters", "character-count"),
                ("tables", "table-count"), ("images", "image-count"),
            ] {
                facts.add(key, element[name].flatMap(Int.init))
            }
        }
    }

    private func addBook(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let container = try await directory.contents(of: "META-INF/container.xml", in: file) else { return }
        var scanner = XMLScanner(container)
        while let token = scanner.next() {
            guard case .open(let element) = token, element.name == "rootfile", let path = element["full-path"] else {
                continue
            }
            guard let package = try await directory.contents(of: path, in: file) else { return }
            facts.add(XMLProperties(package), Self.book)
            return
        }
    }

    private static let openDocument: KeyValuePairs<String, XMLProperties.Kind> = [
        "title": .text("title"), "subject": .text("subject"),
        // Whoever made it first, where that is said.
        "author": .text("creator"), "author": .text("initial-creator"),
        "keywords": .text("keyword"), "description": .text("description"), "last_modified_by": .text("creator"),
        "created": .date("creation-date"), "modified": .date("date"), "revision": .number("editing-cycles"),
        "language": .text("language"), "application": .text("generator"),
    ]

    private static let book: KeyValuePairs<String, XMLProperties.Kind> = [
        "title": .text("title"), "author": .text("creator"), "publisher": .text("publisher"),
        "language": .text("language"), "created": .date("date"), "identifier": .text("identifier"),
    ]
}
