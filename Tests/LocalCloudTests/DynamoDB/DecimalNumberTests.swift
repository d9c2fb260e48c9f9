import Testing
import Time

@testable import LocalCloud

/// Numbers of up to 38 digits, exact.
struct DecimalNumberTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0.000", "0"), ("1", "1"), ("+1", "1"), ("01", "1"), ("1.0", "1"), ("1.50", "1.5"),
        ("-1.5", "-1.5"), (".5", "0.5"), ("5.", "5"), ("1e2", "100"), ("1E+2", "100"), ("12e-3", "0.012"),
        ("100", "100"), ("1e-130", "0." + String(repeating: "0", count: 129) + "1"),
        ("9e125", "9" + String(repeating: "0", count: 125)),
        ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
        ("0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678"),
        ("1234567890123456789012345678901234567800", "1234567890123456789012345678901234567800"),
    ])
    func `a number is kept with all its digits, and no more`(_ text: String, _ kept: String) throws {
        #expect(try DecimalNumber(text).description == kept)
    }

    @Test(arguments: [
        ("", DecimalFault.notANumber), ("a", .notANumber), ("1a", .notANumber), ("1.2.3", .notANumber),
        ("--1", .notANumber), ("1e", .notANumber), ("e1", .notANumber), (".", .notANumber), (" 1", .notANumber),
        ("1 ", .notANumber), ("0x10", .notANumber), ("NaN", .notANumber), ("Infinity", .notANumber),
        ("1e 5", .notANumber), ("123456789012345678901234567890123456789", .tooManyDigits),
        ("1.00000000000000000000000000000000000001", .tooManyDigits), ("1e126", .tooLarge), ("-1e126", .tooLarge),
        ("1e-131", .tooSmall),
    ])
    func `what is no number of DynamoDB's is refused`(_ text: String, _ fault: DecimalFault) {
        #expect(throws: fault) { try DecimalNumber(text) }
    }

    @Test(arguments: [
        ("1", "2", "3"), ("1", "-1", "0"), ("-1", "-2", "-3"), ("1", "-2", "-1"), ("0.1", "0.2", "0.3"),
        ("99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000"),
        ("1e37", "1", "10000000000000000000000000000000000001"), ("5", "0", "5"), ("0", "-5", "-5"),
        ("100", "-0.5", "99.5"), ("-100", "0.5", "-99.5"),
    ])
    func `a sum is exact, whichever comes first`(_ one: String, _ two: String, _ sum: String) throws {
        #expect(try (DecimalNumber(one) + DecimalNumber(two)).description == sum)
        #expect(try (DecimalNumber(two) + DecimalNumber(one)).description == sum)
        #expect(try (DecimalNumber(sum) - DecimalNumber(two)) == DecimalNumber(one))
    }

    @Test(arguments: [("1e38", "1"), ("1", "1e-38"), ("1e125", "1e-130")])
    func `a sum of more digits than a number has is refused`(_ one: String, _ two: String) throws {
        #expect(throws: DecimalFault.tooManyDigits) { try DecimalNumber(one) + DecimalNumber(two) }
    }

    /// In their order.
    private static let ordered = [
        "-9e125", "-100", "-99.9", "-12", "-11", "-1.5", "-1.25", "-1", "-0.5", "-0.05", "-1e-130", "0", "1e-130",
        "0.05", "0.5", "1", "1.25", "1.5", "2", "9", "10", "11", "12", "99.9", "100", "9e125",
    ]

    @Test func `numbers have the order of their values, and so have their bytes`() throws {
        let numbers = try Self.ordered.map(DecimalNumber.init)
        for (index, number) in numbers.enumerated() {
            for (place, other) in numbers.enumerated() {
                #expect((number < other) == (index < place))
                #expect(number.orderedBytes.lexicographicallyPrecedes(other.orderedBytes) == (index < place))
            }
        }
    }

    @Test func `sums and orders of small numbers are those of integers`() throws {
        let random = SeededRandom(seed: 1)
        for _ in 0..<2_000 {
            let (one, two) = (Int(random.next() % 20_001) - 10_000, Int(random.next() % 20_001) - 10_000)
            let (left, right) = (try DecimalNumber("\(one)"), try DecimalNumber("\(two)"))
            #expect(try (left + right).description == "\(one + two)")
            #expect(try (left - right).description == "\(one - two)")
            #expect((left < right) == (one < two))
            #expect(left.orderedBytes.lexicographicallyPrecedes(right.orderedBytes) == (one < two))
        }
    }

    @Test(arguments: [
        ("0", 1), ("1", 2), ("12", 2), ("1.2", 3), ("123", 3), ("12.3", 3), ("-1", 3), ("100", 2), ("1000", 2),
        ("12345678901234567890123456789012345678", 20), ("-1.2345678901234567890123456789012345678", 22),
    ])
    func `a number takes a byte for two digits, and one or two more`(_ text: String, _ size: Int) throws {
        #expect(try DecimalNumber(text).size == size)
    }
}
