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
            let properties = XMLProperties(meta)
            facts.add("title", properties["title"])
            facts.add("subject", properties["subject"])
            facts.add("author", properties["initial-creator"] ?? properties["creator"])
            facts.add("keywords", properties["keyword"])
            facts.add("description", properties["description"])
            facts.add("last_modified_by", properties["creator"])
            facts.addDate("created", properties["creation-date"])
            facts.addDate("modified", properties["date"])
            facts.add("revision", properties["editing-cycles"].flatMap(Int.init))
            facts.add("language", properties["language"])
            facts.add("application", properties["generator"])
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
            let properties = XMLProperties(package)
            facts.add("title", properties["title"])
            facts.add("author", properties["creator"])
            facts.add("publisher", properties["publisher"])
            facts.add("language", properties["language"])
            facts.addDate("created", properties["date"])
            facts.add("identifier", properties["identifier"])
            return
        }
    }
}
