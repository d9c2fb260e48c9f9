/// How a text is encoded, as its bytes show it.
enum TextEncoding: String, Sendable {
    case ascii = "us-ascii"
    case utf8 = "utf-8"
    case utf16le = "utf-16le"
    case utf16be = "utf-16be"
    /// Bytes that are no UTF-8, and nothing that text does not have.
    case windows1252 = "windows-1252"

    /// Nil where it is no text.
    init?(_ head: Bytes, isWhole: Bool) {
        if head.holds([0xff, 0xfe], at: 0) {
            self = .utf16le
        } else if head.holds([0xfe, 0xff], at: 0) {
            self = .utf16be
        } else {
            var high = 0
            for byte in head {
                if byte > 0x7f { high += 1 }
                guard byte >= 0x20 || [0x09, 0x0a, 0x0c, 0x0d, 0x1b].contains(byte) else { return nil }
            }
            guard high > 0 else {
                self = .ascii
                return
            }
            if TextEncoding.isUTF8(head, isWhole: isWhole) {
                self = .utf8
            } else if high * 3 < head.count {
                self = .windows1252
            } else {
                return nil
            }
        }
        if (self == .utf16le || self == .utf16be), TextDecoding.utf16(marked: head, otherwise: .little).hasControls {
            return nil
        }
    }

    func decode(_ bytes: Bytes) -> String {
        switch self {
        case .ascii, .utf8: TextDecoding.utf8(bytes.holds([0xef, 0xbb, 0xbf], at: 0) ? bytes[from: 3] : bytes)
        case .utf16le: TextDecoding.utf16(bytes[from: 2], .little)
        case .utf16be: TextDecoding.utf16(bytes[from: 2], .big)
        case .windows1252: TextDecoding.latin1(bytes)
        }
    }

    /// A part of a file may end within a character, which has four bytes at the most.
    private static func isUTF8(_ head: Bytes, isWhole: Bool) -> Bool {
        let cuts = isWhole ? 0...0 : 0...min(3, head.count)
        return cuts.contains { cut in
            String(validating: head[from: 0, upTo: head.count - cut].array, as: UTF8.self) != nil
        }
    }
}

extension String {
    fileprivate var hasControls: Bool {
        unicodeScalars.contains { $0.value < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].contains($0.value) }
    }
}
