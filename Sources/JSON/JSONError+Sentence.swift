extension JSONError: CustomStringConvertible {
    /// A sentence on which a person can act; it repeats no value of the text, since values may be secret.
    package var description: String {
        let place = position.map { " (\($0))" } ?? ""
        return path.steps.isEmpty && reason.isOfTheText ? "\(reason)\(place)" : "\(path): \(reason)\(place)"
    }
}

extension JSONError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty, .missingValue: "expected a value, found nothing"
        case .cutShort: "the text ends too early"
        case .byteOrderMark: "the text begins with a byte order mark; send UTF-8 without it"
        case .unexpected(let byte, let wanted): "expected \(wanted.rawValue), found \(Self.name(of: byte))"
        case .trailingBytes: "something follows the end of the value"
        case .controlCharacter(let byte): "\(Self.name(of: byte)) in a string; write it as an escape"
        case .invalidEscape: "a backslash that begins no escape of JSON"
        case .loneSurrogate: "half of a surrogate pair in a \\u escape"
        case .invalidUTF8: "bytes that are not UTF-8"
        case .numberOutOfRange: "a number beyond 64 bits, or beyond a double"
        case .numberTooLong(let limit): "a number of more than \(limit) characters"
        case .duplicateKey(let key): "the key \(JSONPath.quoted(key)) for the second time in one object"
        case .tooDeep(let limit): "more than \(limit) arrays and objects inside one another"
        case .tooLong(let limit): "more than \(limit) bytes"
        case .mismatch(let expected, let found): "expected \(expected.rawValue), found \(found.rawValue)"
        case .unrepresentable(let expected): "expected \(expected), found another number"
        case .missingKey(let key): "the key \(JSONPath.quoted(key)) is missing"
        case .notFinite: "a number that is infinite or not a number, which JSON cannot write"
        case .nothingEncoded(let type): "\(type) encoded nothing"
        case .encodedTwice: "the value was encoded in two ways at once"
        case .refused(let words): words
        }
    }

    /// Whether the text as such is at fault, whatever type was to be made of it.
    fileprivate var isOfTheText: Bool {
        switch self {
        case .empty, .cutShort, .byteOrderMark, .unexpected, .trailingBytes, .controlCharacter, .invalidEscape,
            .loneSurrogate, .invalidUTF8, .numberOutOfRange, .numberTooLong, .duplicateKey, .tooDeep, .tooLong:
            true
        case .mismatch, .unrepresentable, .missingKey, .missingValue, .notFinite, .nothingEncoded, .encodedTwice,
            .refused:
            false
        }
    }

    private static func name(of byte: UInt8) -> String {
        switch byte {
        case 0x21...0x7E: "\"\(Unicode.Scalar(byte))\""
        default: "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
