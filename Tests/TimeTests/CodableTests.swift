import Testing
import Time

@Suite struct CodableTests {
    @Test func `an instant is coded as its RFC 3339 string`() throws {
        let coded = try OneString(encoding: Instant(millisecondsSinceEpoch: 1_758_799_311_690))
        #expect(coded.string == "2025-09-25T11:21:51.690Z")
        #expect(try Instant(from: coded) == Instant(millisecondsSinceEpoch: 1_758_799_311_690))
    }

    @Test func `a UUID is coded as its text`() throws {
        let coded = try OneString(encoding: UUID.dns)
        #expect(coded.string == "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        #expect(try UUID(from: coded) == .dns)
    }

    @Test func `a string of another form is corrupt data`() {
        #expect(throws: DecodingError.self) { try Instant(from: OneString(string: "yesterday")) }
        #expect(throws: DecodingError.self) { try UUID(from: OneString(string: "me")) }
    }
}
