import Domain
import Engines
import HTTP
import JSON
import Ports
import Testing

/// What answers mean, without anybody who gives them.
@Suite struct AnswerRowTests {
    private func verdict(_ row: AnswerRow, _ body: String, status: Int = 200, size: ByteCount = 5) -> Verdict? {
        let head = WebResponseHead(status: status, headers: ["X-Engine": "7.1"])
        return row.verdict(of: WebResponse(head: head, body: Array(body.utf8)), on: size)
    }

    @Test(arguments: [
        (#"{"result": {"verdict": "clean"}}"#, Category.undetected, ""),
        (#"{"result": {"verdict": "infected", "name": "Worm"}}"#, .malicious, "Worm"),
        (#"{"result": {"verdict": 0}}"#, .harmless, ""),
        (#"{"result": {"verdict": true, "name": 5}}"#, .suspicious, "5"),
    ]) func `a word that the row knows is its category`(_ body: String, _ category: Domain.Category, _ text: String) {
        let identity = EngineIdentity(engineVersion: "7.1", signatureVersion: "")
        #expect(verdict(.verdicts, body) == Verdict(category, text, by: identity))
    }

    @Test(arguments: [
        "", "OK", "null", "[]", "{}", #""clean""#, #"{"result": "clean"}"#, #"{"result": {"verdict": "CLEAN"}}"#,
        #"{"result": {"verdict": "clean "}}"#, #"{"result": {"verdict": null}}"#,
        #"{"result": {"verdict": ["clean"]}}"#,
        #"{"result": {"verdict": 1}}"#, #"{"result": {"verdict": false}}"#, #"{"verdict": "clean"}"#,
        #"{"result": {"verdict": "clean"}"#, #"{"result": {"verdict": "clean", "verdict": "infected"}}"#,
        #"{"result": {"verdict": "clean"}} and more"#,
    ]) func `whatever else it answers is a failure`(_ body: String) {
        #expect(verdict(.verdicts, body)?.category == .failure)
    }

    @Test(arguments: [
        (201, Domain.Category?.some(.undetected)), (299, .undetected), (301, .failure), (302, .failure),
        (307, .failure), (304, .failure), (400, .failure), (401, .failure), (404, .failure), (413, .limitsExceeded),
        (415, .typeUnsupported), (429, nil), (500, nil), (503, nil), (599, nil), (199, .failure), (600, .failure),
    ]) func `a status means what HTTP says, whatever the body says`(_ status: Int, _ category: Domain.Category?) {
        #expect(verdict(.verdicts, #"{"result": {"verdict": "clean"}}"#, status: status)?.category == category)
    }

    @Test func `an analysis of all the bytes is undetected, and its text is the answer`() {
        let body = #"{"size": 5, "version": "2.5.21", "more": [1]}"#
        let identity = EngineIdentity(engineVersion: "2.5.21", signatureVersion: "")
        #expect(verdict(.analysis, body) == Verdict(.undetected, body, by: identity))
    }

    @Test(arguments: [
        #"{"size": 4}"#, #"{"size": 6}"#, #"{"size": -5}"#, #"{"size": 5.5}"#, #"{"size": null}"#, "{}", "5",
        #"{"size": 99999999999999999999}"#,
    ]) func `an analysis of another file, or of a part, is a failure`(_ body: String) {
        #expect(verdict(.analysis, body)?.category == .failure)
    }

    @Test func `versions come from headers and members, and are not without end`() {
        let body = #"{"signatures": ["\#(String(repeating: "s", count: 1_000))"], "result": {"verdict": "clean"}}"#
        let identity = EngineIdentity(engineVersion: "7.1", signatureVersion: String(repeating: "s", count: 200))
        #expect(verdict(.verdicts, body)?.identity == identity)
    }

    @Test func `an unknown word is repeated, but not at length`() {
        let body = #"{"result": {"verdict": "\#(String(repeating: "w", count: 10_000))"}}"#
        #expect((verdict(.verdicts, body)?.text.count).map { $0 < 150 } == true)
    }

    @Test func `a row is read from JSON`() throws {
        let text = #"""
            {"target": "/scan?depth=2", "verdict": "result.verdict", "text": "result.name",
             "categories": {"clean": "undetected", "infected": "malicious", "0": "harmless", "true": "suspicious"},
             "engine_version": "header:X-Engine", "signature_version": "signatures.0"}
            """#
        var row = AnswerRow.verdicts
        row.target = "/scan?depth=2"
        #expect(try JSONCodec.decode(AnswerRow.self, from: Array(text.utf8)) == row)
    }

    @Test(arguments: [
        "{}", #"{"verdict": "a"}"#, #"{"verdict": "a", "categories": {}}"#, #"{"categories": {"a": "malicious"}}"#,
        #"{"verdict": "a", "categories": {"clean": "clean"}}"#, #"{"size": "a", "target": "scan"}"#,
        #"{"size": "a", "verdicts": "b"}"#, #"{"size": 5}"#, "[]",
    ]) func `a row that says nothing, or what nobody knows, is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try JSONCodec.decode(AnswerRow.self, from: Array(text.utf8)) }
    }
}
