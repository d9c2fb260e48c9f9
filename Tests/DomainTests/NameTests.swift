import Domain
import JSON
import Testing

@Test(arguments: ["acme", "a", "7-seas", String(repeating: "x", count: 63)])
func `an organisation is a label`(_ text: String) throws {
    #expect(try OrganisationName(text).text == text)
}

@Test(arguments: [
    "", "-a", "a-", "Acme", "a b", "a/b", "a#b", "ä", "a\u{0}", String(repeating: "x", count: 64),
])
func `what could end a key is no organisation`(_ text: String) {
    #expect(throws: InvalidName.self) { try OrganisationName(text) }
}

@Test(arguments: ["report.pdf", "ünïcödé 文件.docx", "..a", "a..", String(repeating: "é", count: 127)])
func `a file may be called almost anything`(_ text: String) throws {
    #expect(try FileName(text).text == text)
}

@Test(arguments: [
    "", ".", "..", "a/b", "a\\b", "a\u{0}b", "a\nb", "\u{7f}", "a\u{85}b", "a\u{2028}b", "a\u{202e}fdp.exe",
    "\u{2066}x",
    String(repeating: "é", count: 128), String(repeating: "x", count: 10_240),
])
func `what misleads a person or a path is no file name`(_ text: String) {
    #expect(throws: InvalidName.self) { try FileName(text) }
}

@Test func `a name is checked again when it is read`() {
    #expect(throws: JSONError.self) { try JSONCodec.decode([EngineName].self, from: Array(#"["Clam AV"]"#.utf8)) }
}

@Test func `an invalid name is not repeated in the complaint`() {
    let secret = "hunter2/../"
    #expect {
        try OrganisationName(secret)
    } throws: { error in
        "\(error)" == "the name of an organisation is 1 to 63 small letters, digits and inner dashes"
    }
}

@Test(arguments: [
    ("0.0.0", true), ("1.2.3", true), ("10.20.30", true), ("1.2", false), ("1.2.3.4", false), ("01.2.3", false),
    ("1.2.x", false), ("1.2.", false), ("-1.2.3", false), ("1.2.3-beta", false), ("1.2.9999999999", false), ("", false),
    ("+1.2.3", false), ("１.2.3", false),
])
func `a version is three plain numbers`(_ text: String, _ isOne: Bool) {
    #expect((PipelineVersion(text) != nil) == isOne)
    if isOne { #expect(PipelineVersion(text)?.description == text) }
}

@Test func `versions are ordered by number`() throws {
    #expect(PipelineVersion(1, 10, 0) > PipelineVersion(1, 9, 9))
    let range = VersionRange(from: PipelineVersion(1, 0, 0), to: PipelineVersion(2, 0, 0))
    #expect(range.contains(PipelineVersion(1, 0, 0)))
    #expect(range.contains(PipelineVersion(1, 99, 0)))
    #expect(!range.contains(PipelineVersion(2, 0, 0)))
    #expect(VersionRange(from: PipelineVersion(1, 0, 0)).contains(PipelineVersion(9, 0, 0)))
}

@Test func `a drop leads to one document however often it is told`() {
    let blob = Blob(bucket: "uploads", region: "eu-west-1", key: "drop/acme/a.pdf", version: "v1")
    var other = blob
    other.version = "v2"
    #expect(DocumentID(ofDrop: blob) == DocumentID(ofDrop: blob))
    #expect(DocumentID(ofDrop: blob) != DocumentID(ofDrop: other))
}
