/// What a person wants to know of an archive before unpacking it.
struct ArchiveListing {
    private let count: Int
    private var unpacked: Int64 = 0
    private var names: [String] = []
    private var unsafe: [String] = []
    private var nested = 0
    var encrypted = 0
    var packed: Int64 = 0

    init(count: Int) {
        self.count = count
    }

    mutating func add(name: String, size: Int64) {
        unpacked = unpacked.addingWithCap(max(0, size))
        if names.count < InspectionLimits.list { names.append(name) }
        if PathCheck.isUnsafe(name), unsafe.count < InspectionLimits.list { unsafe.append(name) }
        if ArchiveListing.isArchive(name) { nested += 1 }
    }

    private static func isArchive(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return endings.contains { lowered.hasSuffix($0) }
    }

    private static let endings = [
        ".zip", ".jar", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".cab", ".iso", ".apk",
    ]

    fileprivate func tell(_ facts: inout Facts) {
        facts.add("entries", count)
        facts.add("unpacked_size", Int(unpacked))
        if packed > 0 { facts.add("ratio", Double(unpacked) / Double(packed)) }
        facts.count("encrypted_entries", encrypted)
        facts.count("nested_archives", nested)
        facts.add("unsafe_names", unsafe)
        facts.add("names", names)
    }
}

extension Facts {
    mutating func add(_ listing: ArchiveListing) { listing.tell(&self) }
}
