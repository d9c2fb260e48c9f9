package import JSON

/// Whether a file's name says what its content is.
package struct NameCheck: Sendable {
    /// What names of this ending promise; nil where we know of no promise.
    let byName: String?
    let isMismatch: Bool

    /// The pairs that depend on the name alone.
    package static let keys = ["mime_by_name", "mismatch"]

    package init(_ name: String, mediaType: String) {
        let lowered = name.lowercased()
        let ending = lowered.utf8.lastIndex(of: UInt8(ascii: ".")).map { lowered[lowered.utf8.index(after: $0)...] }
        byName = ending.flatMap { MediaType.byEnding[String($0)] }
        isMismatch = byName.map { !MediaType.agrees($0, content: mediaType) } ?? false
    }

    /// A mismatch is told only where there is one.
    package var pairs: [(String, JSONValue)] {
        var pairs: [(String, JSONValue)] = []
        if let byName { pairs.append(("mime_by_name", .string(byName))) }
        if isMismatch { pairs.append(("mismatch", true)) }
        return pairs
    }
}
