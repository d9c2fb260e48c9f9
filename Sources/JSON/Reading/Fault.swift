/// An error while reading, as small as can be: nearly every call of the reader may throw one.
struct Fault: Error {
    enum Kind {
        case empty, cutShort, byteOrderMark, trailingBytes, controlCharacter, invalidEscape, loneSurrogate
        case invalidUTF8, numberOutOfRange, numberTooLong, tooDeep, tooLong
        /// The index of the key's second node.
        case duplicateKey(Int)
        case unexpected(JSONError.Wanted)
    }

    let kind: Kind
    let offset: Int

    init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

extension JSONError {
    /// Gathers the facts that the reader did not stop for.
    init(_ fault: Fault, in text: [UInt8], limits: JSONLimits, key: (Int) -> String) {
        let byte = fault.offset < text.count ? text[fault.offset] : 0
        let reason: Reason =
            switch fault.kind {
            case .empty: .empty
            case .cutShort: .cutShort
            case .byteOrderMark: .byteOrderMark
            case .trailingBytes: .trailingBytes
            case .controlCharacter: .controlCharacter(byte)
            case .invalidEscape: .invalidEscape
            case .loneSurrogate: .loneSurrogate
            case .invalidUTF8: .invalidUTF8
            case .numberOutOfRange: .numberOutOfRange
            case .numberTooLong: .numberTooLong(limit: JSONLimits.numberLength)
            case .duplicateKey(let node): .duplicateKey(key(node))
            case .tooDeep: .tooDeep(limit: limits.depth)
            case .tooLong: .tooLong(limit: limits.bytes)
            case .unexpected(let wanted): fault.offset < text.count ? .unexpected(byte, wanted: wanted) : .cutShort
            }
        self.init(reason, at: JSONPosition(offset: fault.offset, in: text))
    }
}
