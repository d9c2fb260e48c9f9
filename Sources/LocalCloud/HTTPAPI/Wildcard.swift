/// A name in which `*` stands for any characters and `?` for one.
struct Wildcard: Sendable, Equatable {
    private let pattern: [UInt8]

    init(_ pattern: String) {
        self.pattern = Array(pattern.utf8)
    }

    func matches(_ text: String) -> Bool {
        let text = Array(text.utf8)
        var place = (text: 0, pattern: 0)
        // Where to go back to: behind the last star, and the first character that it has not taken yet.
        var star: (pattern: Int, text: Int)?
        while place.text < text.count {
            let wanted = place.pattern < pattern.count ? pattern[place.pattern] : nil
            if wanted == UInt8(ascii: "*") {
                star = (place.pattern + 1, place.text)
                place.pattern += 1
            } else if let wanted, wanted == UInt8(ascii: "?") || wanted == text[place.text] {
                place = (place.text + 1, place.pattern + 1)
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                place = (last.text + 1, last.pattern)
            } else {
                return false
            }
        }
        return pattern[place.pattern...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
