import Domain
import Testing
import Time

private let id = "3f0c5a52-8a1d-4f5e-9c3b-2d1e0f9a8b7c"

@Test func `a new upload's key names its document, and is found again`() throws {
    let document = try #require(DocumentID(id))
    let key = UploadKey.key(for: document, at: Instant(millisecondsSinceEpoch: 1_758_799_311_690))
    #expect(key == "3f/2025/09/\(id)")
    #expect(UploadKey(key) == .document(document))
    #expect(UploadKey(UploadKey.key(for: Sample.document, at: Sample.start)) == .document(Sample.document))
}

@Test(arguments: [
    ("drop/acme/report.pdf", "acme", "report.pdf"), ("drop/acme/2025/09/report.pdf", "acme", "report.pdf"),
    ("drop/7-seas/a b+c%20.txt", "7-seas", "a b+c%20.txt"), ("drop/acme/../../etc/passwd", "acme", "passwd"),
    ("drop/acme//x", "acme", "x"), ("drop/acme/..", "acme", "_"), ("drop/acme/.", "acme", "_"),
    ("drop/acme/a\\b", "acme", "a_b"), ("drop/acme/a\u{0}b\u{202e}c", "acme", "a_b_c"),
    ("drop/acme/drop/other/x", "acme", "x"), ("drop/acme/\(id)", "acme", id),
])
func `a drop is its organisation's, under the last part of its key`(
    _ key: String,
    _ organisation: String,
    _ name: String
) throws {
    #expect(UploadKey(key) == .drop(try OrganisationName(organisation), try FileName(name)))
}

@Test(arguments: ["results/\(id)/1/eicar", "results/", "results/drop/acme/x"])
func `what we have written ourselves is known`(_ key: String) {
    #expect(UploadKey(key) == .result)
}

@Test(arguments: ["drop/acme/", "drop/acme/2025/", "drop/acme//"]) func `a folder is nobody's file`(_ key: String) {
    #expect(UploadKey(key) == .folder)
}

@Test(arguments: [
    "", "/", "drop", "drop/", "drop/acme", "drop//x", "drop/Acme/x", "drop/../x/y", "drop/a b/x", "Drop/acme/x",
    "/drop/acme/x", " drop/acme/x", "results", "Results/\(id)", "3f/2025/09", "3f/2025/09/", "3f/2025/09/\(id)/",
    "3f/2025/09/\(id)x",
    "3f/2025/9/\(id)", "3f/225/09/\(id)", "3f/20251/09/\(id)", "3f/٢٠٢٥/09/\(id)", "3f/2025/0a/\(id)",
    "3F/2025/09/\(id)",
    "3g/2025/09/\(id)", "f3/2025/09/\(id)", "3/2025/09/\(id)", "/3f/2025/09/\(id)", "3f/2025/09/09/\(id)",
    "3f/2025/09/3F0C5A52-8A1D-4F5E-9C3B-2D1E0F9A8B7C", "3f/2025/09/3f0c5a528a1d4f5e9c3b2d1e0f9a8b7c",
    "3f/2025/09/{\(id)}", "3f//09/\(id)", "-f/2025/09/\(id)", String(repeating: "/", count: 1_024),
])
func `any other key is none of ours`(_ key: String) {
    #expect(UploadKey(key) == nil)
}

@Test(arguments: [
    ("report.pdf", "report.pdf"), ("", "_"), (".", "_"), ("..", "_"), ("...", "..."), ("a/b\\c\nd", "a_b_c_d"),
    ("\u{2066}x\u{85}", "_x_"), ("e\u{301}", "e\u{301}"),
    (String(repeating: "x", count: 300), String(repeating: "x", count: 255)),
    (String(repeating: "é", count: 300), String(repeating: "é", count: 127)),
])
func `a name that somebody chose becomes the nearest valid one`(_ text: String, _ name: String) {
    #expect(FileName(nearest: text).text.utf8.elementsEqual(name.utf8))
}

@Test func `whatever somebody chose, the name is valid, and a valid one stays as it is`() {
    var random = SeededRandom(seed: 5).generator
    let odd: [UInt32] = [0, 0x0a, 0x1f, 0x2e, 0x2f, 0x5c, 0x7f, 0x9f, 0xa0, 0x202e, 0x2069, 0x301, 0xfeff, 0x10_ffff]
    for _ in 0..<5_000 {
        var text = ""
        for _ in 0..<Int.random(in: 0...300, using: &random) {
            let value =
                Bool.random(using: &random)
                ? odd.randomElement(using: &random) ?? 0 : UInt32.random(in: 0...0x10_ffff, using: &random)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        let name = FileName(nearest: text)
        #expect(FileName.isValid(name.text))
        if FileName.isValid(text) { #expect(name.text.utf8.elementsEqual(text.utf8)) }
    }
}
