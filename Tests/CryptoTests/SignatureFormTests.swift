import Crypto
import Testing
import Time

/// Forms of a signature that lenient readers take and that would let one signature go by many names.
@Suite struct SignatureFormTests {
    private static let r = [UInt8](repeating: 0x11, count: 32)
    private static let s = [UInt8](repeating: 0x22, count: 32)
    private static let good = DER.signature(r, s)
    private static let order = PrivateKeyTests.order

    struct Malformed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let der: [UInt8]
        let fault: SignatureFault

        init(_ name: String, _ der: [UInt8], _ fault: SignatureFault) {
            (testDescription, self.der, self.fault) = (name, der, fault)
        }
    }

    private static func sequence(_ parts: [UInt8]...) -> [UInt8] {
        let body = parts.flatMap { $0 }
        return [0x30, UInt8(body.count)] + body
    }

    static let malformed = [
        Malformed("nothing", [], .truncated),
        Malformed("a tag alone", [0x30], .truncated),
        Malformed("an empty sequence", [0x30, 0], .truncated),
        Malformed("one number", sequence(DER.integer(r)), .truncated),
        Malformed("the last byte missing", good.dropLast(), .truncated),
        Malformed("a byte after the end", good + [0], .trailingBytes),
        Malformed("a byte within, after s", sequence(DER.integer(r), DER.integer(s), [0]), .trailingBytes),
        Malformed("three numbers", sequence(DER.integer(r), DER.integer(s), DER.integer(s)), .trailingBytes),
        Malformed("a null in between", sequence(DER.integer(r), [5, 0], DER.integer(s)), .unexpectedTag),
        Malformed("a set", [0x31] + good.dropFirst(), .unexpectedTag),
        Malformed("the sequence as a primitive", [0x10] + good.dropFirst(), .unexpectedTag),
        Malformed("a bit string", sequence([3] + DER.integer(r).dropFirst(), DER.integer(s)), .unexpectedTag),
        Malformed("both numbers as they are, without DER", r + s, .unexpectedTag),
        Malformed("the length in two bytes", [0x30, 0x81] + good.dropFirst(), .lengthNotShort),
        Malformed("the length in three bytes", [0x30, 0x82, 0] + good.dropFirst(), .lengthNotShort),
        Malformed("no length at all", [0x30, 0x80] + good.dropFirst(2) + [0, 0], .lengthNotShort),
        Malformed("the longest length", [0x30, 0xff] + good.dropFirst(2), .lengthNotShort),
        Malformed("a number's length in two bytes", sequence([2, 0x81, 32] + r, DER.integer(s)), .lengthNotShort),
        Malformed("a length beyond the end", [0x30, UInt8(good.count - 1)] + good.dropFirst(2), .truncated),
        Malformed("a length before the end", [0x30, UInt8(good.count - 3)] + good.dropFirst(2), .trailingBytes),
        Malformed("a number's length beyond the sequence", sequence(DER.integer(r), [2, 33] + s), .truncated),
        Malformed("a number of no bytes", sequence([2, 0], DER.integer(s)), .truncated),
        Malformed("a negative number", sequence([2, 32, 0x80] + r.dropFirst(), DER.integer(s)), .negative),
        Malformed("minus one", sequence([2, 1, 0xff], DER.integer(s)), .negative),
        Malformed("a needless zero in r", sequence([2, 33, 0] + r, DER.integer(s)), .padded),
        Malformed("a needless zero in s", sequence(DER.integer(r), [2, 33, 0] + s), .padded),
        Malformed("zero in two bytes", sequence([2, 2, 0, 0], DER.integer(s)), .padded),
        Malformed("r is zero", sequence([2, 1, 0], DER.integer(s)), .outOfRange),
        Malformed("s is zero", sequence(DER.integer(r), [2, 1, 0]), .outOfRange),
        Malformed("r is the order", DER.signature(order, s), .outOfRange),
        Malformed("s is the order", DER.signature(r, order), .outOfRange),
        Malformed("s is the order and one more", DER.signature(r, order.dropLast() + [order[31] + 1]), .outOfRange),
        Malformed("r plus the order, which is the same modulo it", DER.signature([1] + r, s), .outOfRange),
        Malformed("a long number", sequence([2, 60] + [UInt8](repeating: 1, count: 60), DER.integer(s)), .outOfRange),
    ]

    @Test(arguments: malformed) func `what is not DER, or out of range, is refused`(case malformed: Malformed) {
        #expect(throws: CryptoFailure.malformedSignature(malformed.fault)) {
            try P256.Signature(der: malformed.der)
        }
    }

    static let wellFormed: [(r: [UInt8], s: [UInt8])] = [
        (r, s), ([1], [1]), ([0x7f], [0x80]), ([0x80], [0xff, 0xff]),
        (order.dropLast() + [0x50], order.dropLast() + [0x50]),
    ]

    @Test(arguments: wellFormed) func `DER is read and written as it was`(r: [UInt8], s: [UInt8]) throws {
        let der = DER.signature(r, s)
        let signature = try P256.Signature(der: der)
        #expect(signature.der == der)
        #expect(try P256.Signature(hex: signature.hex.uppercased()) == signature)
        #expect(signature.r.count == 32)
        #expect(signature.s.suffix(s.count) == s[...])
    }

    @Test(arguments: ["3", "30:44", "0x30"]) func `a text that is not hexadecimal is no signature`(text: String) {
        #expect(throws: CryptoFailure.notHexadecimal(.signature)) { try P256.Signature(hex: text) }
    }

    @Test func `a byte that is another is another signature or none`() throws {
        let signature = try P256.Signature(der: Self.good)
        for index in Self.good.indices {
            for bit in 0..<8 {
                var der = Self.good
                der[index] ^= 1 << UInt8(bit)
                do {
                    let other = try P256.Signature(der: der)
                    #expect(other != signature)
                    #expect(other.der == der)
                } catch CryptoFailure.malformedSignature {
                    continue
                }
            }
        }
    }

    @Test func `whatever is read is written as it was`() {
        let random = SeededRandom(seed: 15)
        var generator = random.generator
        for _ in 0..<2_000 {
            var der = DER.signature(
                random.bytes(Int.random(in: 1...33, using: &generator)),
                random.bytes(Int.random(in: 1...33, using: &generator))
            )
            der[Int.random(in: 0..<der.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            guard let signature = try? P256.Signature(der: der) else { continue }
            #expect(signature.der == der)
        }
    }
}
