/// A number that is exact as an integer of 64 bits, or else a finite double.
///
/// Two numbers are equal if they are the same number, however they are held: 1 is 1.0.
package struct JSONNumber: Sendable {
    enum Storage {
        case integer(Int64)
        case unsigned(UInt64)
        case double(Double)
    }

    let storage: Storage

    package init(_ value: Int64) {
        storage = .integer(value)
    }

    package init(_ value: Int) {
        storage = .integer(Int64(value))
    }

    package init(_ value: UInt64) {
        storage = Int64(exactly: value).map(Storage.integer) ?? .unsigned(value)
    }

    /// Nil for infinities and NaN, which JSON has no words for.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        storage = .double(value)
    }

    init(finite value: Double) {
        storage = .double(value)
    }

    /// The number as an integer, if that is exact: 1.0 and 1e2 have one, 1.5 has none.
    package func integer<T: FixedWidthInteger>(as type: T.Type = T.self) -> T? {
        switch storage {
        case .integer(let value): T(exactly: value)
        case .unsigned(let value): T(exactly: value)
        case .double(let value): T(whole: value)
        }
    }

    package var int: Int? { integer() }

    /// The nearest double.
    package var double: Double {
        switch storage {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .double(let value): value
        }
    }
}

extension JSONNumber: Hashable {
    package static func == (one: JSONNumber, two: JSONNumber) -> Bool {
        switch (one.storage, two.storage) {
        case (.integer(let one), .integer(let two)): one == two
        case (.double(let one), .double(let two)): one == two
        default:
            if let one: Int64 = one.integer() {
                one == two.integer()
            } else if let one: UInt64 = one.integer() {
                one == two.integer()
            } else {
                false
            }
        }
    }

    package func hash(into hasher: inout Hasher) {
        if let value: Int64 = integer() {
            hasher.combine(value)
        } else if let value: UInt64 = integer() {
            hasher.combine(value)
        } else {
            hasher.combine(double)
        }
    }
}

extension JSONNumber: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) {
        self.init(value)
    }
}
