/// Why a text is no YAML that we read, and where.
package struct YAMLError: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        /// In libyaml's words.
        case malformed(String)
        case invalidUTF8
        case empty
        case secondDocument
        case unknownAlias(String)
        case duplicateKey(String, first: YAMLPlace)
        case keyIsNoScalar
        case mergeOfNoMap
        /// A tag of YAML's own that CloudFormation has no value for, or whose value the text does not spell.
        case unsupportedTag(String)
        case numberOutOfRange(String)
        case tooLong(limit: Int)
        case tooDeep(limit: Int)
        /// Once all aliases stand for what they name.
        case tooLarge(limit: Int)
        case outOfMemory
    }

    package let reason: Reason
    package let place: YAMLPlace

    init(_ reason: Reason, at place: YAMLPlace) {
        self.reason = reason
        self.place = place
    }
}

extension YAMLError: CustomStringConvertible {
    package var description: String { "\(place): \(reason)" }
}

extension YAMLError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let words): words
        case .invalidUTF8: "bytes that are not UTF-8, or a character that YAML does not allow"
        case .empty: "the text holds no value"
        case .secondDocument: "a second document; one text is one document"
        case .unknownAlias(let name): "the alias *\(name) has no anchor &\(name) before it"
        case .duplicateKey(let key, let first): "the key \(key) for the second time; it stands at \(first) already"
        case .keyIsNoScalar: "a list or a map as a key"
        case .mergeOfNoMap: "<< takes a map, or a list of maps"
        case .unsupportedTag(let tag): "a value of the tag \(tag)"
        case .numberOutOfRange(let text): "\(text) is a number beyond 64 bits; put it in quotes if it is text"
        case .tooLong(let limit): "more than \(limit) bytes"
        case .tooDeep(let limit): "more than \(limit) lists and maps inside one another"
        case .tooLarge(let limit): "with its aliases written out the text has more than \(limit) bytes"
        case .outOfMemory: "there is no memory left to read it"
        }
    }
}
