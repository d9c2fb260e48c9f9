import Encoding

/// One case of a file of test vectors: lines of `name = value`, ended by an empty one.
struct Record: Sendable {
    private let fields: [Substring: Substring]

    static func all(in text: String) -> [Record] {
        text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "").map { lines in
            Record(
                fields: lines.reduce(into: [:]) { fields, line in
                    let halves = line.split(separator: " =", maxSplits: 1)
                    fields[halves[0]] = halves.dropFirst().first?.drop { $0 == " " } ?? ""
                }
            )
        }
    }

    func has(_ name: String) -> Bool { fields[name[...]] != nil }

    func text(_ name: String) -> String { fields[name[...]].map(String.init) ?? "" }

    /// Hexadecimal, with a digit in front where their number is odd.
    func bytes(_ name: String) throws -> [UInt8] {
        let digits = text(name)
        guard let bytes = Hex.decode(digits.utf8.count.isMultiple(of: 2) ? digits : "0" + digits) else {
            throw NotHexadecimal(name: name)
        }
        return bytes
    }

    private struct NotHexadecimal: Error {
        let name: String
    }
}
