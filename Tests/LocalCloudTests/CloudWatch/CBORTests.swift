import Encoding
import JSON
import Testing

@testable import LocalCloud

struct CBORTests {
    /// Of RFC 8949, appendix A, as far as JSON can say them.
    @Test(arguments: [
        ("00", "0"), ("17", "23"), ("1818", "24"), ("190100", "256"), ("1a000f4240", "1000000"),
        ("1b000000e8d4a51000", "1000000000000"), ("1bffffffffffffffff", "18446744073709551615"), ("20", "-1"),
        ("3863", "-100"), ("3903e7", "-1000"), ("f93c00", "1.0"), ("f97bff", "65504.0"), ("f9c400", "-4.0"),
        ("fa47c35000", "100000.0"), ("fb3ff199999999999a", "1.1"), ("f4", "false"), ("f5", "true"), ("f6", "null"),
        ("f7", "null"), ("c11a514b67b0", "1363896240"), ("c1fb41d452d9ec200000", "1363896240.5"), ("60", #""""#),
        ("6161", #""a""#), ("62c3bc", #""ü""#), ("80", "[]"), ("83010203", "[1,2,3]"),
        ("8301820203820405", "[1,[2,3],[4,5]]"), ("a0", "{}"), ("a26161016162820203", #"{"a":1,"b":[2,3]}"#),
        ("7f657374726561646d696e67ff", #""streaming""#), ("9fff", "[]"), ("9f018202039f0405ffff", "[1,[2,3],[4,5]]"),
        ("bf61610161629f0203ffff", #"{"a":1,"b":[2,3]}"#), ("bf6346756ef563416d7421ff", #"{"Fun":true,"Amt":-2}"#),
        ("f97c00", "null"), ("fb7ff8000000000000", "null"),
    ])
    func `what is written is read`(hex: String, json: String) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(try CBORReader.value(of: bytes) == (try JSONValue(parsing: Array(json.utf8))))
    }

    @Test(arguments: [
        // Cut off, and counts of what is not there.
        "", "18", "1901", "61", "6261", "81", "a1", "a161", "9f", "bf", "bf6161", "7f61", "fb00",
        "9bffffffffffffffff", "bbffffffffffffffff", "7bffffffffffffffff", "5bffffffffffffffff",
        // More than one; and what no request has.
        "0000", "40", "4161", "5f4101ff", "f0", "f818", "ff", "81ff", "1c", "1f", "c000", "d8200000", "a10001",
        "7f6161", "7f4161ff", "7f7f6161ffff", "61ff", "62c328",
    ])
    func `what is not whole, or no request, is refused`(hex: String) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(throws: CBORFault.self) { try CBORReader.value(of: bytes) }
    }

    @Test(arguments: [0x81, 0x9F, 0xC1] as [UInt8])
    func `what is too deep is refused before the stack is`(head: UInt8) {
        let bytes = [UInt8](repeating: head, count: 1_000_000)
        #expect(throws: CBORFault.tooDeep) { try CBORReader.value(of: bytes) }
    }

    @Test func `no bytes at all do worse than be refused`() {
        var state: UInt64 = 88_172_645_463_325_252
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<24 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                bytes.append(UInt8(truncatingIfNeeded: state))
            }
            do throws(CBORFault) {
                // What was read can be written, and is read as the same again.
                let value = try CBORReader.value(of: bytes)
                let again = try CBORReader.value(of: CBORWriter.bytes(of: value))
                #expect(again == value || value.kind == .number)
            } catch { continue }
        }
    }

    @Test func `numbers are floating, and times are tagged`() throws {
        let value: JSONValue = ["Timestamps": [1_363_896_240], "Values": [1], "Label": "a", "x": [true, nil]]
        let hex = Hex.encode(CBORWriter.bytes(of: value, times: ["Timestamps"]))
        #expect(
            hex == "a46a54696d657374616d707381c1fb41d452d9ec0000006656616c75657381fb3ff0000000000000654c6162656c6161"
                + "617882f5f6"
        )
        let long = JSONValue.string(String(repeating: "x", count: 300))
        #expect(try CBORReader.value(of: CBORWriter.bytes(of: long)) == long)
    }
}
