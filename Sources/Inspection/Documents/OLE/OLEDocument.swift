import Ports

/// Word, Excel and PowerPoint until 2003, mail of Outlook, drawings and installers.
struct OLEDocument: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let storage = try await OLEStorage(file) else {
            facts.add("damaged", true)
            return
        }
        facts.mediaType = kind(of: storage)
        if let stream = try await storage.contents(of: "\u{5}SummaryInformation"),
            let summary = OLEProperties(stream)
        {
            addSummary(summary, &facts)
        }
        if let stream = try await storage.contents(of: "\u{5}DocumentSummaryInformation"),
            let more = OLEProperties(stream)
        {
            facts.add("company", more.text(15))
            facts.add("slides", more.int(7))
        }
        if facts.mediaType == "application/vnd.ms-outlook" {
            try await addMail(storage, &facts)
        } else if facts.mediaType == MediaType.encryptedOffice {
            facts.add("encrypted", true)
        } else if facts.mediaType != "application/x-msi" {
            facts.add("macros", OLEDocument.macros.contains(where: storage.has))
            if let document = try await storage.contents(of: "WordDocument", upTo: 64),
                let flags = document.u16(10, .little)
            {
                facts.add("encrypted", flags & 0x100 != 0)
            }
        }
        if storage.has("ObjectPool") || storage.has("\u{1}Ole10Native") { facts.add("embedded_objects", true) }
    }

    private func kind(of storage: OLEStorage) -> String {
        if storage.has("EncryptedPackage") { return MediaType.encryptedOffice }
        let streams = [
            ("WordDocument", "application/msword"), ("Workbook", "application/vnd.ms-excel"),
            ("Book", "application/vnd.ms-excel"), ("PowerPoint Document", "application/vnd.ms-powerpoint"),
            ("__properties_version1.0", "application/vnd.ms-outlook"), ("VisioDocument", "application/vnd.visio"),
        ]
        if let known = streams.first(where: { storage.has($0.0) }) { return known.1 }
        let installer: [UInt8] = [0x84, 0x10, 0x0c, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46]
        return storage.root?.classID.holds(installer, at: 0) == true ? "application/x-msi" : MediaType.ole
    }

    private static let macros = ["_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR"]

    private func addSummary(_ summary: OLEProperties, _ facts: inout Facts) {
        facts.add("title", summary.text(2))
        facts.add("subject", summary.text(3))
        facts.add("author", summary.text(4))
        facts.add("keywords", summary.text(5))
        facts.add("description", summary.text(6))
        facts.add("last_modified_by", summary.text(8))
        facts.add("created", summary.date(12))
        facts.add("modified", summary.date(13))
        facts.add("revision", summary.text(9).flatMap { Int($0) })
        facts.add("application", summary.text(18))
        facts.add("template", summary.text(7))
        facts.add("pages", summary.int(14))
        facts.add("words", summary.int(15))
        facts.add("characters", summary.int(16))
    }

    /// Properties of mail are streams named by number and type (MS-OXMSG 2.1.2); 001F is UTF-16, 001E a code page.
    private func addMail(_ storage: OLEStorage, _ facts: inout Facts) async throws(PortError) {
        for (key, number) in [
            ("subject", "0037"), ("from", "0C1F"), ("from_name", "0C1A"), ("to", "0E04"), ("cc", "0E03"),
        ] {
            if let wide = try await storage.contents(of: "__substg1.0_\(number)001F", upTo: 4096) {
                facts.add(key, TextDecoding.utf16(wide, .little))
            } else if let narrow = try await storage.contents(of: "__substg1.0_\(number)001E", upTo: 4096) {
                facts.add(key, TextDecoding.guess(narrow))
            }
        }
        facts.count("attachments", storage.entries.count { $0.name.hasPrefix("__attach_version1.0_") })
    }
}
