import Ports

/// An archive, or one of the many kinds of document that are archives inside.
struct ZIPArchive: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let directory = try await ZIPDirectory(file) else {
            // Cut short, or more than its first part lies elsewhere.
            if file.isWhole { facts.add("damaged", true) }
            return
        }
        try await inspect(directory, file, &facts)
    }

    func inspect(_ directory: ZIPDirectory, _ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        if directory["[Content_Types].xml"] != nil {
            try await OfficePackage(directory).inspect(file, &facts)
        } else if directory["mimetype"] != nil {
            try await MarkedPackage(directory).inspect(file, &facts)
        } else if directory["AndroidManifest.xml"] != nil,
            directory.members.contains(where: { $0.name == "classes.dex" })
        {
            facts.mediaType = "application/vnd.android.package-archive"
        } else if let manifest = try await directory.contents(of: "META-INF/MANIFEST.MF", in: file) {
            facts.mediaType = "application/java-archive"
            addManifest(manifest, &facts)
        }
        if facts.mediaType == MediaType.zip || facts.mediaType.hasSuffix("archive") { addListing(directory, &facts) }
    }

    private func addListing(_ directory: ZIPDirectory, _ facts: inout Facts) {
        let members = directory.members
        let files = members.filter { !$0.isFolder }
        var listing = ArchiveListing(count: members.count == directory.count ? files.count : directory.count)
        for member in files { listing.add(name: member.name, size: member.size) }
        listing.encrypted = files.count { $0.isEncrypted }
        listing.packed = files.reduce(0) { $0.addingWithCap($1.packedSize) }
        facts.add(listing)
        facts.add("comment", directory.comment)
        if directory.prefix > 0 { facts.add("prefix_size", Int(directory.prefix)) }
    }

    private func addManifest(_ manifest: Bytes, _ facts: inout Facts) {
        let fields = HeaderFields(manifest)
        facts.add("main_class", fields["main-class"])
        facts.add("title", fields["implementation-title"] ?? fields["bundle-name"])
        facts.add("version", fields["implementation-version"] ?? fields["bundle-version"])
        facts.add("created_by", fields["created-by"])
    }
}

extension Int64 {
    /// Sizes in a hostile file may be anything.
    func addingWithCap(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
