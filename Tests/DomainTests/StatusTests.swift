import Domain
import Testing

private let spellings: [(Document.State, String, String)] = [
    (.requested, "requested", "UPLOADING"), (.uploading(confirmed: false), "uploading", "UPLOADING"),
    (.uploading(confirmed: true), "uploading", "UPLOADING"), (.uploaded, "uploaded", "UPLOADED"),
    (.extracting, "in progress", "PROCESSING"), (.scanning, "in progress", "PROCESSING"),
    (.processed(reason: nil), "done", "PROCESSED"), (.processed(reason: "no engine"), "done", "PROCESSED"),
    (.expired, "expired", "ERROR"), (.archived, "archived", "PROCESSED"), (.failed(.tooLarge), "error", "ERROR"),
    (.failed(.stuck), "error", "ERROR"),
]

@Test(arguments: spellings) func `a state is spelled as each of the two APIs has it`(
    _ state: Document.State,
    _ document: String,
    _ job: String
) {
    #expect(Status.ofDocument(state) == document)
    #expect(Status.ofJob(state) == job)
}

@Test func `failures have names that clients may depend on`() {
    #expect(Document.Failure.allCases.map(\.rawValue) == ["too-large", "size-mismatch", "checksum-mismatch", "stuck"])
}
