/// A value of PDF (ISO 32000-1 7.3).
indirect enum PDFValue {
    case null
    case bool(Bool)
    case number(Double)
    case name(String)
    case string(Bytes)
    case array([PDFValue])
    case dictionary([String: PDFValue])
    case reference(Int)

    subscript(key: String) -> PDFValue? { dictionary?[key] }

    var dictionary: [String: PDFValue]? {
        guard case .dictionary(let value) = self else { return nil }
        return value
    }

    var array: [PDFValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    var name: String? {
        guard case .name(let value) = self else { return nil }
        return value
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    var double: Double? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    /// Nil also for what is negative, or no place in a file: all whole numbers here are counts and places.
    var int: Int? { double.flatMap { Int(exactly: $0.rounded(.towardZero)) }.flatMap { $0 >= 0 ? $0 : nil } }

    var string: Bytes? {
        guard case .string(let value) = self else { return nil }
        return value
    }
}
