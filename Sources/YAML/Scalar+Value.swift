extension YAMLEvents.Scalar {
    /// What the scalar is: text by its quotes or by the application's tag, else what its spelling says.
    func value(at place: YAMLPlace, isJSON: Bool) throws(YAMLError) -> YAMLValue {
        let content: YAMLValue.Content
        switch try Tag(tag, at: place) {
        case .none where isPlain: content = try isJSON ? jsonWord(at: place) : spelled(at: place)
        case .none, .text: content = .string(text)
        case .own(let tag): return YAMLValue(.string(text), tag: tag, at: place)
        case .number:
            content = try spelled(at: place)
            switch content {
            case .integer, .double: break
            case .null, .bool, .string, .list, .map: throw YAMLError(.unsupportedTag(tag ?? ""), at: place)
            }
        case .word: content = try spelled(at: place)
        case .list, .map: throw YAMLError(.unsupportedTag(tag ?? ""), at: place)
        }
        return YAMLValue(content, at: place)
    }

    private func spelled(at place: YAMLPlace) throws(YAMLError) -> YAMLValue.Content {
        do {
            return try Spelling(text).content
        } catch {
            throw YAMLError(.numberOutOfRange(text), at: place)
        }
    }

    private func jsonWord(at place: YAMLPlace) throws(YAMLError) -> YAMLValue.Content {
        switch text {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if let integer = Int(text) { return .integer(integer) }
            guard let double = Double(text) else { throw YAMLError(.numberOutOfRange(text), at: place) }
            return .double(double)
        }
    }
}

/// What a tag says of its value.
enum Tag {
    case none, text, number, word, list, map
    /// The application's: `!Ref`.
    case own(String)

    private static let yaml = "tag:yaml.org,2002:"

    init(_ tag: String?, at place: YAMLPlace) throws(YAMLError) {
        switch tag {
        case nil: self = .none
        case "!", Self.yaml + "str": self = .text
        case Self.yaml + "int", Self.yaml + "float": self = .number
        case Self.yaml + "bool", Self.yaml + "null": self = .word
        case Self.yaml + "seq": self = .list
        case Self.yaml + "map": self = .map
        case let tag? where tag.hasPrefix("!"): self = .own(tag)
        case let tag?: throw YAMLError(.unsupportedTag(tag), at: place)
        }
    }

    static func ofList(_ tag: String?, at place: YAMLPlace) throws(YAMLError) -> String? {
        switch try Tag(tag, at: place) {
        case .none, .list: return nil
        case .own(let own): return own
        case .text where tag == "!": return nil
        case .text, .number, .word, .map: throw YAMLError(.unsupportedTag(tag ?? ""), at: place)
        }
    }

    static func ofMap(_ tag: String?, at place: YAMLPlace) throws(YAMLError) -> String? {
        switch try Tag(tag, at: place) {
        case .none, .map: return nil
        case .own(let own): return own
        case .text where tag == "!": return nil
        case .text, .number, .word, .list: throw YAMLError(.unsupportedTag(tag ?? ""), at: place)
        }
    }
}
