/// A name with wildcards: `*` is any characters, `?` is one.
package struct Pattern: Sendable, Hashable, CustomStringConvertible {
    package let description: String
    private let bytes: [UInt8]

    init(_ text: String) {
        description = text
        bytes = Array(text.utf8)
    }

    /// Actions and their services are the same in capitals; names of resources are not.
    package func matches(_ text: String, ignoringCase: Bool = false) -> Bool {
        let text = ignoringCase ? Array(text.lowercased().utf8) : Array(text.utf8)
        let pattern = ignoringCase ? Array(description.lowercased().utf8) : bytes
        var place = (text: 0, pattern: 0)
        // Where to go back to: the last star, and the first character that it has not taken yet.
        var star: (pattern: Int, text: Int)?
        while place.text < text.count {
            let wanted = place.pattern < pattern.count ? pattern[place.pattern] : nil
            if wanted == UInt8(ascii: "*") {
                star = (place.pattern, place.text)
                place.pattern += 1
            } else if let wanted, wanted == UInt8(ascii: "?") || wanted == text[place.text] {
                place = (place.text + 1, place.pattern + 1)
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                place = (last.text + 1, last.pattern + 1)
            } else {
                return false
            }
        }
        return pattern[place.pattern...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
