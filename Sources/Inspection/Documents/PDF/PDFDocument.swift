import Ports

/// A document of pages: found from its end, like a program would open it.
struct PDFDocument: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        let start = file.head[from: 0, upTo: 1024]
        var version = start.firstIndex(of: "%PDF-").flatMap { start.string($0 + 5, 3) }
        var objects = try await PDFObjects(file)
        let root = try await objects.resolve(objects.trailer["Root"])
        if let own = root?["Version"]?.name { version = own }
        facts.add("format_version", version)
        if let root { try await addPages(root, &objects, &facts) }
        let isEncrypted = objects.trailer["Encrypt"] != nil
        facts.add("encrypted", isEncrypted)
        facts.add("linearized", start.firstIndex(of: "/Linearized") != nil)
        // The texts of an encrypted document are noise.
        if !isEncrypted, let information = try await objects.resolve(objects.trailer["Info"]) {
            addInformation(information, &facts)
        }
        if let root {
            try await addStructure(root, isEncrypted: isEncrypted, &objects, &facts)
            try await addActions(root, &objects, &facts)
        }
        try await addMarks(file, &facts)
        if objects.isDamaged || root == nil { facts.add("damaged", true) }
    }

    private func addPages(
        _ root: PDFValue,
        _ objects: inout PDFObjects,
        _ facts: inout Facts
    ) async throws(PortError) {
        guard var node = try await objects.resolve(root["Pages"]) else { return }
        facts.add("pages", try await objects.resolve(node["Count"])?.int)
        // The size of the first page, its own or that of a node above it.
        var box = node["MediaBox"]
        for _ in 0..<8 {
            guard let kids = try await objects.resolve(node["Kids"])?.array,
                let first = try await objects.resolve(kids.first)
            else { break }
            node = first
            box = node["MediaBox"] ?? box
        }
        guard let corners = try await objects.resolve(box)?.array?.compactMap(\.double), corners.count == 4 else {
            return
        }
        facts.add("page_width_pt", abs(corners[2] - corners[0]))
        facts.add("page_height_pt", abs(corners[3] - corners[1]))
    }

    private func addInformation(_ information: PDFValue, _ facts: inout Facts) {
        for (key, name) in [
            ("title", "Title"), ("subject", "Subject"), ("author", "Author"), ("keywords", "Keywords"),
            ("application", "Creator"), ("producer", "Producer"),
        ] {
            facts.add(key, information[name]?.string.map(PDFText.decode))
        }
        PDFText.addDate("created", information["CreationDate"]?.string, &facts)
        PDFText.addDate("modified", information["ModDate"]?.string, &facts)
    }

    private func addStructure(
        _ root: PDFValue,
        isEncrypted: Bool,
        _ objects: inout PDFObjects,
        _ facts: inout Facts
    ) async throws(PortError) {
        let marks = try await objects.resolve(root["MarkInfo"])
        facts.add("tagged", marks?["Marked"]?.bool ?? false)
        if !isEncrypted { facts.add("language", root["Lang"]?.string.map(PDFText.decode)) }
        guard let form = try await objects.resolve(root["AcroForm"]) else { return }
        facts.add("form", true)
        if form["XFA"] != nil { facts.add("xfa", true) }
        if let flags = form["SigFlags"]?.int, flags & 1 == 1 { facts.add("signed", true) }
    }

    /// What happens by itself, and what travels inside.
    private func addActions(
        _ root: PDFValue,
        _ objects: inout PDFObjects,
        _ facts: inout Facts
    ) async throws(PortError) {
        if let action = try await objects.resolve(root["OpenAction"]), let kind = action["S"]?.name {
            facts.add("open_action", kind)
            if kind == "JavaScript" { facts.add("javascript", true) }
        }
        guard let names = try await objects.resolve(root["Names"]) else { return }
        if names["JavaScript"] != nil { facts.add("javascript", true) }
        if let files = try await objects.resolve(names["EmbeddedFiles"]) {
            facts.add("embedded_files", true)
            let pairs = try await objects.resolve(files["Names"])?.array ?? []
            facts.add("names", pairs.compactMap { $0.string.map(PDFText.decode) })
        }
    }

    /// Names that stand anywhere in what was read: a document may hide its actions from its catalogue.
    private func addMarks(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        let (_, tail) = try await file.tail()
        let parts = file.isWhole ? [file.head] : [file.head, tail]
        let marks: [(StaticString, String)] = [
            ("/JavaScript", "javascript"), ("/JS ", "javascript"), ("/JS(", "javascript"), ("/Launch", "launch"),
            ("/EmbeddedFile", "embedded_files"), ("/RichMedia", "rich_media"), ("/XFA", "xfa"),
        ]
        for (mark, key) in marks where !facts.has(key) {
            if parts.contains(where: { $0.firstIndex(of: mark) != nil }) { facts.add(key, true) }
        }
    }
}
