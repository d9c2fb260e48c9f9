/// What the uploader calls the file: shown, never used as a path.
package struct FileName: Name {
    package let text: String

    package init(unchecked text: String) {
        self.text = text
    }

    package static let rule =
        "the name of a file is 1 to 255 bytes without slashes, backslashes and controls, and not one dot or two"

    /// As long as file systems allow, in bytes; somebody will save a file under it.
    private static let longest = 255

    package static func isValid(_ text: String) -> Bool {
        guard (1...longest).contains(text.utf8.count), text != ".", text != ".." else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            // C0 and C1 controls, what ends a line (U+2028, U+2029), and what turns the direction of the text that
            // follows (U+202A to U+202E, U+2066 to U+2069): `fdp.exe` must not look like `exe.pdf`.
            case 0x00..<0x20, 0x7f...0x9f, 0x2028...0x202e, 0x2066...0x2069: false
            case 0x2f, 0x5c: false
            default: true
            }
        }
    }

    /// The valid name nearest to one that somebody chose without asking: what may not be in it becomes `_`.
    package init(nearest text: String) {
        var fit = ""
        for scalar in text.unicodeScalars {
            let next = Self.isValid("a\(scalar)") ? String(scalar) : "_"
            guard fit.utf8.count + next.utf8.count <= Self.longest else { break }
            fit += next
        }
        self.init(unchecked: Self.isValid(fit) ? fit : "_")
    }
}
