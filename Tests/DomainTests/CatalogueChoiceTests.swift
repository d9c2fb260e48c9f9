import Domain
import Testing

private let range = VersionRange(from: PipelineVersion(1, 0, 0), to: PipelineVersion(2, 0, 0))
private let ours = PipelineVersion(1, 0, 0)

private let entries: [(Catalogue.Entry, PipelineVersion, String, ByteCount, Bool)] = [
    (Sample.entry(Sample.clamav), ours, "text/plain", 12, true),
    (Sample.entry(Sample.clamav, isEnabled: false), ours, "text/plain", 12, false),
    (Sample.entry(Sample.clamav, accepts: range), PipelineVersion(1, 99, 99), "text/plain", 12, true),
    (Sample.entry(Sample.clamav, accepts: range), PipelineVersion(2, 0, 0), "text/plain", 12, false),
    (Sample.entry(Sample.clamav, accepts: range), PipelineVersion(0, 9, 0), "text/plain", 12, false),
    (Sample.entry(Sample.clamav, sizeLimit: 12), ours, "text/plain", 12, true),
    (Sample.entry(Sample.clamav, sizeLimit: 12), ours, "text/plain", 13, false),
    (Sample.entry(Sample.clamav, types: []), ours, "text/plain", 12, false),
    (Sample.entry(Sample.clamav, types: ["*/*"]), ours, "", 12, true),
    (Sample.entry(Sample.clamav, types: ["image/png", "text/plain"]), ours, "text/plain", 12, true),
    (Sample.entry(Sample.clamav, types: ["image/*"]), ours, "image/png", 12, true),
    (Sample.entry(Sample.clamav, types: ["image/*"]), ours, "imagery/png", 12, false),
    (Sample.entry(Sample.clamav, types: ["image/*"]), ours, "text/plain", 12, false),
    (Sample.entry(Sample.clamav, types: ["text/plain"]), ours, "text/plain2", 12, false),
    (Sample.entry(Sample.clamav, types: ["text/*"]), ours, "", 12, false),
]

@Test(arguments: entries) func `an engine takes what its entry says`(
    _ entry: Catalogue.Entry,
    _ version: PipelineVersion,
    _ type: String,
    _ size: ByteCount,
    _ isTaken: Bool
) {
    #expect(entry.takes(version: version, type: type, size: size) == isTaken)
}

@Test func `those that take a document are named in order`() {
    let names = ["sophos", "clamav", "avira"].map { EngineName(unchecked: $0) }
    let unwilling = Sample.entry(EngineName(unchecked: "bitdefender"), types: ["image/*"])
    let catalogue = Catalogue(
        serial: 1,
        defaultVersion: ours,
        versions: [ours],
        engines: names.map { Sample.entry($0) } + [unwilling]
    )
    let chosen = catalogue.engines(for: ours, type: "text/plain", size: 12).map(\.name.text)
    #expect(chosen == ["avira", "clamav", "sophos"])
}
