/// The way from the top of a text to one of its values: `$.records[3].size`.
package struct JSONPath: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    package var steps: [Step]

    package init(_ steps: [Step] = []) {
        self.steps = steps
    }

    package init(_ codingPath: [any CodingKey]) {
        steps = codingPath.map { key in
            key.intValue.map(Step.index) ?? .key(key.stringValue)
        }
    }

    /// For the containers, which must tell their path as coding keys.
    var codingPath: [any CodingKey] {
        steps.map { PathKey($0) }
    }
}

extension JSONPath: CustomStringConvertible {
    /// A key that is no plain word is quoted as JSON, cut at ``longestKey``: an outsider may have chosen it.
    package var description: String {
        steps.reduce(into: "$") { text, step in
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where Self.isWord(key): text += ".\(key)"
            case .key(let key): text += "[\(Self.quoted(key))]"
            }
        }
    }

    /// Long enough to know a key by, short enough for a line of a log.
    static let longestKey = 64

    private static func isWord(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.count <= longestKey
            && key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    static func quoted(_ key: String) -> String {
        var bytes: [UInt8] = []
        let cut = String(key.unicodeScalars.prefix(longestKey))
        bytes.appendJSON(string: cut.utf8.count < key.utf8.count ? cut + "…" : cut, ascii: false)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// One step of a path in the clothes of a coding key.
struct PathKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ step: JSONPath.Step) {
        switch step {
        case .key(let key): self.init(stringValue: key)
        case .index(let index): self.init(intValue: index)
        }
    }

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }

    /// The key under which Codable keeps a superclass that is given no other.
    static let superclass = PathKey(stringValue: "super")
}
