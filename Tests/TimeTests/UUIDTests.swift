import TestKit
import Testing
import Time

@Suite struct UUIDTests {
    @Test func `version 4 is RFC 9562's example`() {
        // Appendix A.3 gives the random bits; the bits of version and variant are overwritten.
        let random = ScriptedRandom(0x9191_08f7_52d1_f320, 0xdbac_f847_db41_48a8)
        #expect(UUID.v4(from: random).description == "919108f7-52d1-4320-9bac-f847db4148a8")
    }

    @Test func `version 5 is RFC 9562's example`() {
        // Appendix A.4.
        let uuid = UUID.v5(namespace: .dns, name: "www.example.com")
        #expect(uuid.description == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func `version 7 is RFC 9562's example`() throws {
        // Appendix A.6.
        let instant = try #require(Instant(rfc3339: "2022-02-22T14:22:22-05:00"))
        let random = ScriptedRandom(0xffff_ffff_ffff_fcc3, 0xd8c4_dc0c_0c07_398f)
        #expect(UUID.v7(at: instant, from: random).description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test func `the namespaces are RFC 9562's`() {
        #expect(UUID.dns.description == "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        #expect(UUID.url.description == "6ba7b811-9dad-11d1-80b4-00c04fd430c8")
        #expect(UUID.oid.description == "6ba7b812-9dad-11d1-80b4-00c04fd430c8")
        #expect(UUID.x500.description == "6ba7b814-9dad-11d1-80b4-00c04fd430c8")
    }

    @Test func `each maker stamps its version`() {
        let random = SystemRandom()
        #expect(UUID.v4(from: random).version == 4)
        #expect(UUID.v5(namespace: .url, name: "").version == 5)
        #expect(UUID.v7(at: .distantFuture, from: random).version == 7)
        #expect(UUID.dns.version == 1)
        #expect(UUID.nil.version == nil)
        #expect(UUID.max.version == nil)
    }

    @Test func `version 7 sorts by the millisecond and counts the time before 1970 as 1970`() {
        let random = SeededRandom(seed: 1)
        let uuids = (0..<100).map { UUID.v7(at: Instant(millisecondsSinceEpoch: 1_700_000_000_000 + $0), from: random) }
        #expect(uuids == uuids.sorted())
        #expect(UUID.v7(at: .distantPast, from: random).description.hasPrefix("00000000-0000-7"))
    }

    @Test func `either case is read and lower case is written`() {
        let text = "017F22E2-79b0-7CC3-98C4-dc0c0c07398F"
        #expect(UUID(text)?.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test(arguments: [
        "", "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2-79b07-cc3-98c4-dc0c0c07398f", "017f22e2 79b0 7cc3 98c4 dc0c0c07398f",
        " 017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n",
        "-17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "０17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    ])
    func `no other form is read`(text: String) {
        #expect(UUID(text) == nil)
    }

    @Test func `text and bytes round trip, and both sort alike`() {
        let random = SeededRandom(seed: 6)
        let uuids = (0..<1_000).compactMap { _ in UUID(bytes: random.bytes(16)) }
        #expect(uuids.count == 1_000)
        #expect(uuids.compactMap { UUID($0.description) } == uuids)
        #expect(uuids.compactMap { UUID(bytes: $0.bytes) } == uuids)
        #expect(uuids.sorted().map(\.description) == uuids.map(\.description).sorted())
    }

    @Test(arguments: [0, 15, 17]) func `a UUID has 16 bytes`(count: Int) {
        #expect(UUID(bytes: [UInt8](repeating: 0, count: count)) == nil)
    }
}
