import Inspection
import JSON
import Testing

/// Files that were made to do harm to whoever reads them.
@Suite struct HostileTests {
    @Test func `texts have no controls, no turns of direction, and an end`() async throws {
        let title = "a\tb\u{85}c\u{202e}fdp.exe\n\n  d" + String(repeating: "x", count: 5000)
        let page = Array("<!doctype html><title>\(title)</title>".utf8)
        let text = try #require(try await inspect(page).pairs["title"]?.string)
        #expect(text.hasPrefix("a b c fdp.exe d"))
        #expect(text.unicodeScalars.count == 500)
    }

    @Test func `revisions of a document that name each other in a ring come to an end`() async throws {
        let ring = "%PDF-1.4\nxref\n0 0\ntrailer\n<< /Prev 9 >>\nstartxref\n9\n%%EOF"
        let findings = try await inspect(Array(ring.utf8))
        #expect(findings.pairs["damaged"] == true)
    }

    @Test func `values inside one another are read to a depth`() async throws {
        for nested in ["[", "<</A ", "<< /A [ "] {
            let text = "%PDF-1.4\n1 0 obj\n" + String(repeating: nested, count: 20_000) + "\nstartxref\n9\n%%EOF"
            #expect(try await inspect(Array(text.utf8)).pairs["damaged"] == true)
        }
    }

    @Test func `a page tree that is its own child comes to an end`() async throws {
        let text = """
            %PDF-1.4
            1 0 obj
            << /Pages 2 0 R >>
            endobj
            2 0 obj
            << /Count 5 /Kids [2 0 R] >>
            endobj
            trailer << /Root 1 0 R >>
            """
        #expect(try await inspect(Array(text.utf8)).pairs["pages"] == 5)
    }

    @Test func `names of actions are found where they are hidden`() async throws {
        let text = """
            %PDF-1.4
            1 0 obj
            << /Open#41ction << /S /Java#53cript /JS (x) >> >>
            endobj
            trailer << /Root 1 0 R >>
            """
        let pairs = try await inspect(Array(text.utf8)).pairs
        #expect(pairs["open_action"] == "JavaScript")
        #expect(pairs["javascript"] == true)
    }

    @Test func `directories of pictures that form a ring come to an end`() async throws {
        var tiff: [UInt8] = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0]
        tiff += [0, 1, 3, 0, 1, 0, 0, 0, 7, 0, 0, 0] + [8, 0, 0, 0]
        let pairs = try await inspect(tiff).pairs
        #expect(pairs["width"] == 7)
        #expect(pairs["pages"] == nil)
        #expect(pairs["partial"] == true)
    }

    @Test func `chains of sectors that form a ring come to an end`() async throws {
        var bytes = try sample("letter.doc")
        // Every sector is followed by itself.
        for index in 0..<128 {
            let next = UInt32(index)
            for byte in 0..<4 { bytes[512 + index * 4 + byte] = UInt8(next >> (8 * UInt32(byte)) & 0xff) }
        }
        #expect(try await inspect(bytes).pairs["size"]?.int == bytes.count)
    }

    @Test func `an archive that says it has everything and has nothing is told of`() async throws {
        let end: [UInt8] = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
        let findings = try await inspect([0x50, 0x4b, 3, 4] + end + [0xff, 0xff, 0xff, 0xff])
        #expect(findings.mediaType == "application/zip")
        #expect(findings.pairs["damaged"] == true)
    }

    @Test func `a member that unpacks to more than anybody wants is read in part`() async throws {
        let bomb = try sample("bomb.docx")
        let findings = try await inspect(bomb, name: "bomb.docx")
        #expect(findings.mediaType == "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        #expect(findings.pairs["title"]?.string?.count == 500)
        #expect(findings.pairs["partial"] == true)
    }

    @Test func `no number of members, names or attachments makes the answer long`() async throws {
        var mail = "From: a@b\nTo: c@d\nSubject: e\nContent-Type: multipart/mixed; boundary=x\n\n"
        for index in 0..<3000 { mail += "--x\nContent-Disposition: attachment; filename=\(index)\n\n" }
        let pairs = try await inspect(Array(mail.utf8)).pairs
        #expect(pairs["attachments"] == 500)
        #expect(pairs["names"]?.array?.count == 100)
    }
}
