/// A text of a stranger made fit to be shown: no controls, no turns of direction, not too long.
struct CleanText {
    let text: String

    init(_ text: String) {
        var clean = String.UnicodeScalarView()
        var count = 0
        var gap = false
        for scalar in text.unicodeScalars {
            guard count < InspectionLimits.text else { break }
            guard !CleanText.isBlank(scalar) else {
                gap = true
                continue
            }
            if gap, !clean.isEmpty {
                clean.append(" ")
                count += 1
            }
            gap = false
            clean.append(scalar)
            count += 1
        }
        self.text = String(clean)
    }

    /// White space of all kinds, controls, what turns the direction of text, and what is shown as nothing.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x20, 0x7f...0xa0, 0x1680, 0x2000...0x200f, 0x2028...0x202f, 0x205f...0x206f, 0x3000, 0xfeff,
            0xfff0...0xfffb, 0xe0000...0xe0fff:
            true
        default: false
        }
    }
}
