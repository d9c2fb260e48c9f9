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

private func catalogue(_ limits: [(String, Int)], of versions: [PipelineVersion] = [ours]) -> Catalogue {
    Catalogue(
        serial: 1,
        defaultVersion: ours,
        versions: versions,
        engines: limits.map { name, seconds in
            Catalogue.Entry(
                name: EngineName(unchecked: name),
                accepts: VersionRange(from: ours),
                timeLimitSeconds: seconds
            )
        }
    )
}

private let faults: [(Catalogue, String?)] = [
    (catalogue([]), nil), (catalogue([("a", 1), ("b", 840)]), nil),
    (catalogue([("a", 60)], of: []), "its default version 1.0.0 is none of its versions"),
    (catalogue([("a", 60), ("b", 60), ("a", 60)]), "the engine a is in it twice"),
    (catalogue([("a", 60), ("b", 841)]), "the engine b has a time limit of 841 s: it may be 1 to 840"),
    (catalogue([("a", 0)]), "the engine a has a time limit of 0 s: it may be 1 to 840"),
    (catalogue([("a", .min)]), "the engine a has a time limit of \(Int.min) s: it may be 1 to 840"),
]

@Test(arguments: faults) func `what cannot be meant by a catalogue is named`(_ catalogue: Catalogue, _ fault: String?) {
    #expect(catalogue.fault == fault)
}
