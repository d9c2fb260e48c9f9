import JSON
package import Ports

/// Says what a file is and what a person wants to know of it, from a few ranges of it.
///
/// Nothing in a file is an error: what cannot be understood is not told. It fails only where the window does.
package func inspect(_ window: some FileWindow, name: String) async throws(PortError) -> Findings {
    let file = FileReader(window)
    try await file.open()
    var facts = Facts(mediaType: MediaType.detect(in: file.head, size: file.size))
    if let format = Formats.all[facts.mediaType] {
        try await format.inspect(file, &facts)
    }
    var common: [(String, JSONValue)] = [
        ("size", .number(JSONNumber(file.size))),
        ("mime", .string(facts.mediaType)),
    ]
    common += NameCheck(name, mediaType: facts.mediaType).pairs
    var opening = Facts(mediaType: facts.mediaType)
    opening.add("entropy", Entropy.bits(of: file.head))
    common += opening.pairs.members.map { ($0.key, $0.value) }
    common += facts.pairs.members.map { ($0.key, $0.value) }
    if file.isPartial { common.append(("partial", true)) }
    return Findings(mediaType: facts.mediaType, pairs: JSONObject(common))
}

/// Tells of one kind of file, whose first bytes say that it is of this kind.
protocol Format: Sendable {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError)
}
