import JSON
import TestKit
import Testing

@testable import local_runner

/// Requests of a client between the events of a replay.
struct ClientRequestTests {
    private static let marks: [(String, JSONValue)] = [
        ("{{1.id}}", "abc"), ("/docs/{{1.id}}/meta", "/docs/abc/meta"), ("{{2.list}}", [1, 2]),
        ("{{1.urls.document}}", "http://x/d"), ("n{{1.n}}{{1.on}}", "n7true"),
        ("{{1.id}}{{1.id}}", "abcabc"), ("{{", "{{"), ("{{}}", "{{}}"), ("}}{{1.id", "}}{{1.id"),
        ("{{x.id}}", "{{x.id}}"),
    ]

    @Test(arguments: marks)
    func `an earlier answer is put in where it is spoken of`(_ text: String, _ filled: JSONValue) throws {
        let known: JSONValue = ["id": "abc", "n": 7, "on": true, "urls": ["document": "http://x/d"]]
        let filler = AnswerFiller(answers: [known, ["list": [1, 2]], nil])
        #expect(try filler.filled(["a": [.string(text)]]) == ["a": [filled]])
    }

    @Test(arguments: ["{{1.nope}}", "/docs/{{1.id.deeper}}", "{{2}}", "x{{9.id}}"])
    func `what no answer holds is filled by nothing`(_ text: String) throws {
        let filler = AnswerFiller(answers: [["id": "abc"], nil])
        let fault = #expect(throws: UnansweredMark.self) { try filler.filled(["a": [.string(text)]]) }
        #expect(fault.map { text.contains($0.mark.text) } == true)
    }

    @Test(arguments: [("{{2.id}}", 2), ("/x{{7.id}}", 7), ("{{0.id}}", 0)])
    func `a request that does not come before is wrong input, and nothing is done`(_ path: String, _ number: Int) throws
    {
        let text = """
            {"request": {"path": "/a", "body": {"not": "{{ours}}"}}}
            {"request": {"path": "\(path)"}}
            """
        let fault = #expect(throws: ReplayInputFault.self) { try ReplayInput(Array(text.utf8)) }
        let mark = "{{\(number).id}}"
        #expect(fault?.description == "line 2: \(mark) speaks of request \(number), and there are 1 before it")
    }

    @Test func `a request that cannot be filled is not made, and those behind it keep their places`() async throws {
        let lines = """
            {"request": {"path": "/no-such-bucket?list-type=2"}, "expect": {"status": 404}}
            {"request": {"path": "/docs/{{1.nope}}"}}
            {"request": {"path": "/docs/{{2.id}}"}}
            """
        let visit = try await withTemporaryFolder { folder in
            try write(lines, to: "\(folder)/lines.json")
            return try await Town.run(["replay", "\(folder)/lines.json", "--seed", "1"])
        }
        #expect(visit.ending == .handlerFailed, "\(visit.output)\(visit.errors)")
        for (line, mark) in [(2, "1.nope"), (3, "2.id")] {
            let why = "the answer to request \(mark.prefix(1)) holds nothing for {{\(mark)}}"
            #expect(visit.errors.contains("line \(line): not asked, for \(why)\n"), "\(visit.errors)")
        }
        #expect(!visit.output.contains("{{"))
    }

    @Test func `a URL is asked of this cloud, whatever host it names`() throws {
        for (url, target) in [
            ("https://bucket.s3.amazonaws.com/a/b?X-Amz=1", "/a/b?X-Amz=1"), ("http://h", "/"), ("/p", "/p"),
        ] {
            let request = try #require(try ClientRequest(["request": ["url": .string(url)]], line: 1))
            #expect(request.target == target && request.method == "GET")
        }
    }

    @Test func `what is no request is none, and half of one is told`() throws {
        #expect(try ClientRequest(["Records": []], line: 1) == nil)
        #expect(throws: ReplayInputFault.self) { try ClientRequest(["request": ["method": "GET"]], line: 1) }
        #expect(throws: ReplayInputFault.self) { try ClientRequest(["request": ["path": 1]], line: 1) }
    }

    @Test func `a list is all its events, in their order`() throws {
        let text = #"[{"request": {"path": "/a"}}, {"Type": "x"}, {"request": {"path": "/b"}}]"#
        #expect(try ReplayInput(Array(text.utf8)).events.map(\.origin) == [.client, .message, .client])
    }
}
