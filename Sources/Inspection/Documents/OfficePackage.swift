import Ports

/// A document of Office since 2007: an archive of parts in XML (ECMA-376).
struct OfficePackage {
    private let directory: ZIPDirectory

    init(_ directory: ZIPDirectory) {
        self.directory = directory
    }

    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        let types = try await directory.contents(of: "[Content_Types].xml", in: file)
        facts.mediaType = types.flatMap(mainType) ?? typeByFolder ?? MediaType.zip
        guard facts.mediaType != MediaType.zip else { return }
        if let core = try await directory.contents(of: "docProps/core.xml", in: file) {
            facts.add(XMLProperties(core), Self.core)
        }
        if let app = try await directory.contents(of: "docProps/app.xml", in: file) {
            facts.add(XMLProperties(app), Self.application)
        }
        let names = directory.members.map(\.name)
        facts.add(
            "macros",
            names.contains { $0.hasSuffix("vbaProject.bin") || $0.hasSuffix("vbaProjectSignature.bin") }
        )
        facts.count("embedded_objects", names.count { $0.utf8.holds("/embeddings/") })
        facts.count("activex_controls", names.count { $0.utf8.holds("/activeX/") && $0.hasSuffix(".bin") })
        facts.count("images", names.count { $0.utf8.holds("/media/") })
        if facts.mediaType.utf8.holds("spreadsheet") || facts.mediaType.utf8.holds("excel") {
            try await addSheets(file, &facts)
        }
        if let main = OfficePackage.relationships[kind] {
            try await addLinks(main, file, &facts)
        }
    }

    private func addSheets(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let workbook = try await directory.contents(of: "xl/workbook.xml", in: file) else { return }
        var scanner = XMLScanner(workbook)
        var sheets: [String] = []
        var hidden = 0
        while let token = scanner.next() {
            guard case .open(let element) = token, element.name == "sheet" else { continue }
            if sheets.count < InspectionLimits.list { sheets.append(element["name"] ?? "") }
            if element["state"].map({ $0 != "visible" }) ?? false { hidden += 1 }
        }
        facts.add("sheets", sheets)
        facts.count("hidden_sheets", hidden)
    }

    /// Links to what lies outside: a template or a picture that is fetched when the document opens.
    private func addLinks(_ part: String, _ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let relationships = try await directory.contents(of: part, in: file) else { return }
        var scanner = XMLScanner(relationships)
        var targets: [String] = []
        var hyperlinks = 0
        while let token = scanner.next() {
            guard case .open(let element) = token, element["TargetMode"] == "External" else { continue }
            if element["Type"]?.hasSuffix("/hyperlink") ?? false {
                hyperlinks += 1
            } else if targets.count < InspectionLimits.list {
                targets.append(element["Target"] ?? "")
            }
        }
        facts.count("hyperlinks", hyperlinks)
        facts.add("external_targets", targets)
    }

    private var kind: String {
        ["word", "xl", "ppt"].first { folder in directory.members.contains { $0.name.hasPrefix(folder + "/") } } ?? ""
    }

    private static let relationships = [
        "word": "word/_rels/document.xml.rels", "xl": "xl/_rels/workbook.xml.rels",
        "ppt": "ppt/_rels/presentation.xml.rels",
    ]

    private var typeByFolder: String? {
        let office = "application/vnd.openxmlformats-officedocument."
        return [
            "word": office + "wordprocessingml.document", "xl": office + "spreadsheetml.sheet",
            "ppt": office + "presentationml.presentation",
        ][kind]
    }

    /// The main part's type without its ending is the document's own.
    private func mainType(_ types: Bytes) -> String? {
        var scanner = XMLScanner(types)
        while let token = scanner.next() {
            guard case .open(let element) = token, element.name == "Override",
                let type = element["ContentType"]?.lowercased(), type.hasSuffix(".main+xml") || type.hasSuffix(".main")
            else { continue }
            guard type.hasPrefix("application/vnd.openxmlformats") || type.hasPrefix("application/vnd.ms-") else {
                continue
            }
            let cut = type.hasSuffix("+xml") ? String(type.dropLast(9)) : String(type.dropLast(5))
            let mark = ".macroenabled"
            return cut.hasSuffix(mark) ? cut.dropLast(mark.count) + ".macroEnabled.12" : cut
        }
        return nil
    }

    private static let core: KeyValuePairs<String, XMLProperties.Kind> = [
        "title": .text("title"), "subject": .text("subject"), "author": .text("creator"),
        "keywords": .text("keywords"), "description": .text("description"),
        "last_modified_by": .text("lastModifiedBy"), "created": .date("created"), "modified": .date("modified"),
        "revision": .number("revision"), "language": .text("language"),
    ]

    private static let application: KeyValuePairs<String, XMLProperties.Kind> = [
        "application": .text("Application"), "application_version": .text("AppVersion"),
        "company": .text("Company"), "template": .text("Template"), "pages": .number("Pages"),
        "words": .number("Words"), "characters": .number("Characters"), "slides": .number("Slides"),
        "editing_minutes": .number("TotalTime"),
    ]
}
