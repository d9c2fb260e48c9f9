import Domain
import JSON
import Testing

private let id = Sample.document

private let messages: [(Message, String)] = [
    (.metadataRequested(id), #"{"type":"metadata-requested","form":1,"document":"ID"}"#),
    (
        .metadataExtracted(id, type: "text/plain"),
        #"{"type":"metadata-extracted","form":1,"document":"ID","media_type":"text/plain"}"#
    ),
    (.hashRequested(id), #"{"type":"hash-requested","form":1,"document":"ID"}"#),
    (.hashed(id, Sample.hash), #"{"type":"hashed","form":1,"document":"ID","sha256":"\#(Sample.hash)"}"#),
    (
        .roundRequested(id, round: 2, engines: [Sample.clamav]),
        #"{"type":"round-requested","form":1,"document":"ID","round":2,"engines":["clamav"]}"#
    ),
    (
        .roundRequested(id, round: 2, engines: nil),
        #"{"type":"round-requested","form":1,"document":"ID","round":2}"#
    ),
    (.documentUpdated(id), #"{"type":"document-updated","form":1,"document":"ID"}"#),
    (.deadline(id, round: 2), #"{"type":"deadline","form":1,"document":"ID","round":2}"#),
    (
        .scanRequested(
            ScanRequest(
                document: id,
                round: 1,
                engines: [EngineName(unchecked: "sophos"), Sample.clamav],
                blob: Blob(bucket: "b", region: "eu-west-1", key: "k", version: "v"),
                size: 12
            )
        ),
        #"{"type":"scan-requested","form":1,"scan":{"document":"ID","round":1,"engines":["clamav","sophos"],"#
            + #""blob":{"bucket":"b","region":"eu-west-1","key":"k","version":"v"},"size":12}}"#
    ),
    (
        .engineFinished(Sample.result(.open(.malicious, .inline("EICAR-Test")), isLate: true)),
        #"{"type":"engine-finished","form":1,"result":{"document":"ID","round":1,"engine":"clamav","#
            + #""engine_version":"1.4.2","signature_version":"27500","started_at":"2025-09-25T11:21:51.690Z","#
            + #""ended_at":"2025-09-25T11:21:51.940Z","category":"malicious","text":"EICAR-Test","late":true}}"#
    ),
    (
        .engineFinished(
            Sample.result(
                .sealed(.stored(Blob(bucket: "r", region: "eu-west-1", key: "k"), size: 70_000)),
                origin: .reused(sealedFor: id)
            )
        ),
        #"{"type":"engine-finished","form":1,"result":{"document":"ID","round":1,"engine":"clamav","#
            + #""engine_version":"1.4.2","signature_version":"27500","started_at":"2025-09-25T11:21:51.690Z","#
            + #""ended_at":"2025-09-25T11:21:51.940Z","payload_at":{"blob":{"bucket":"r","region":"eu-west-1","#
            + #""key":"k"},"size":70000},"reused":true,"sealed_for":"ID"}}"#
    ),
]

@Test(arguments: messages)
func `a message is written so, and read back`(_ message: Message, _ text: String) throws {
    let text = text.split(separator: "ID", omittingEmptySubsequences: false).joined(separator: id.description)
    #expect(String(decoding: try JSONCodec.encode(message), as: UTF8.self) == text)
    #expect(try JSONCodec.decode(Message.self, from: Array(text.utf8)) == message)
}

@Test func `a message of a form to come is refused by name`() {
    let text = #"{"type":"hashed","form":2,"document":"\#(id)"}"#
    #expect {
        try JSONCodec.decode(Message.self, from: Array(text.utf8))
    } throws: { "\($0)".hasPrefix("$.form: form 2 of messages is not known here, only 1") }
}

@Test(arguments: [
    #"{"type":"hashed","form":1}"#, #"{"type":"renamed","form":1,"document":"x"}"#, #"{"form":1}"#, "[]", "null",
    #"{"type":"hashed","form":1,"document":"not an id"}"#, #"{"type":"hashed","form":"1","document":"x"}"#,
    #"{"type":"engine-finished","form":1,"result":{"category":"clean"}}"#,
])
func `what is no message is refused`(_ text: String) {
    #expect(throws: JSONError.self) { try JSONCodec.decode(Message.self, from: Array(text.utf8)) }
}
