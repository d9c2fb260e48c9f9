import JSON
import Testing

@testable import local_runner

/// Requests of a client between the events of a replay.
struct ClientRequestTests {
    private func answers(_ bodies: JSONValue...) throws -> [ClientAnswer] {
        let request = try #require(try ClientRequest(["request": ["path": "/"]], line: 1))
        return bodies.map { ClientAnswer(request: request, status: 200, body: $0.bytes()) }
    }

    private static let marks: [(String, JSONValue)] = [
        ("{{1.id}}", "abc"), ("/docs/{{1.id}}/meta", "/docs/abc/meta"), ("{{2.list}}", [1, 2]),
        ("{{1.urls.document}}", "http://x/d"), ("{{1.nothing}}", "{{1.nothing}}"), ("{{3.id}}", "{{3.id}}"),
        ("{{1.id}}{{1.id}}", "abcabc"), ("{{", "{{"), ("{{}}", "{{}}"), ("}}{{1.id", "}}{{1.id"),
        ("{{x.id}}", "{{x.id}}"),
    ]

    @Test(arguments: marks)
    func `an earlier answer is put in where it is spoken of`(_ text: String, _ filled: JSONValue) throws {
        let known = try answers(["id": "abc", "urls": ["document": "http://x/d"]], ["list": [1, 2]])
        #expect(AnswerFiller(answers: known).filled(["a": [.string(text)]]) == ["a": [filled]])
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
