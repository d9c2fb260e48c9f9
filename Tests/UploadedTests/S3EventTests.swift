import Events
import JSON
import Testing

private func record(_ member: String, _ value: String, in text: String = whole) -> String {
    text.split(separator: "\"\(member)\":\"", maxSplits: 1, omittingEmptySubsequences: false)
        .enumerated()
        .map { index, part in
            index == 0 ? String(part) : value + String(part.drop { $0 != "\"" })
        }
        .joined(separator: "\"\(member)\":\"")
}

private let whole =
    #"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"#
    + #""bucket":{"name":"b"},"object":{"key":"k","size":1,"eTag":"e","versionId":"v","sequencer":"0055"}}}]}"#

private func key(in text: String) throws -> String? {
    guard case .objects(let records) = try JSONCodec.decode(S3Event.self, from: Array(text.utf8)) else { return nil }
    return records.first?.key
}

@Test(arguments: [
    ("k", "k"), ("a+b%2Bc.txt", "a b+c.txt"), ("a%20b", "a b"), ("%C3%BC%E6%96%87", "ü文"), ("a%2Fb/c", "a/b/c"),
    ("%25", "%"), ("", ""), ("%00", "\u{0}"), ("ü", "ü"), ("a%2fb", "a/b"),
])
func `a key is decoded as a form has it`(_ text: String, _ decoded: String) throws {
    #expect(try key(in: record("key", text)) == decoded)
}

@Test(arguments: ["%", "%2", "%zz", "100%", "%C3", "%FF%FE", "%+1"]) func `what is not encoded so is refused`(
    _ text: String
) {
    #expect(throws: JSONError.self) { try key(in: record("key", text)) }
}

@Test(arguments: ["2.0", "2.1", "2.6", "2.99"]) func `a minor version to come is read`(_ version: String) throws {
    #expect(try key(in: record("eventVersion", version)) == "k")
}

@Test(arguments: ["3.0", "1.0", "20.1", "2", ""]) func `a major version to come is refused by name`(_ version: String) {
    #expect {
        try key(in: record("eventVersion", version))
    } throws: { "\($0)".contains("version \(version) of S3's events is not known here, only 2.x") }
}

@Test func `what an event need not say is absent`() throws {
    let text =
        #"{"Records":[{"eventVersion":"2.1","eventName":"ObjectCreated:Post","s3":{"bucket":{"name":"b"},"#
        + #""object":{"key":"k"}}}]}"#
    guard case .objects(let records) = try JSONCodec.decode(S3Event.self, from: Array(text.utf8)) else { return }
    #expect(records.count == 1 && records.first?.versionID == nil && records.first?.sequencer == nil)
    #expect(records.first?.eventName == "ObjectCreated:Post" && records.first?.bucket == "b")
}

@Test(arguments: [
    "{}", "[]", "null", #"{"Event":"s3:OtherEvent"}"#, #"{"Records":{}}"#, #"{"Records":[{}]}"#, #"{"Records":[null]}"#,
    #"{"Records":[{"eventVersion":"2.1","eventName":"ObjectCreated:Put","s3":{"bucket":{},"object":{"key":"k"}}}]}"#,
    #"{"Records":[{"eventVersion":"2.1","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{}}}]}"#,
])
func `what is no event of S3 is refused`(_ text: String) {
    #expect(throws: JSONError.self) { try JSONCodec.decode(S3Event.self, from: Array(text.utf8)) }
}
