import JSON
import Testing

@testable import local_runner

/// What an answer must hold, and how it is told that it does not.
struct ExpectationTests {
    private func complaint(
        _ expectation: JSONValue?,
        status: Int = 200,
        body: String
    ) throws -> String? {
        var event: JSONObject = ["request": ["path": "/docs"]]
        event["expect"] = expectation
        let request = try #require(try ClientRequest(.object(event), line: 1))
        return ClientAnswer(request: request, status: status, body: Array(body.utf8)).complaint
    }

    private static let document = #"{"a": 1, "b": {"c": "x", "d": null}, "list": [{"n": 1, "m": 2}, {"n": 3}]}"#

    private static let held: [JSONValue] = [
        ["status": 200], ["body": [:]], ["body": ["a": 1]], ["body": ["b": ["c": "x"]]],
        ["body": ["b": ["d": nil]]], ["body": ["list": [["n": 1], ["n": 3]]]], ["status": 200, "body": ["a": 1]],
    ]

    @Test(arguments: held)
    func `what is named must be there, and the rest may be anything`(_ expectation: JSONValue) throws {
        #expect(try complaint(expectation, body: Self.document) == nil)
    }

    private static let broken: [(JSONValue, String)] = [
        (["status": 202], "status is 200, not 202"), (["body": ["a": 2]], "a is 1, not 2"),
        (["body": ["a": "1"]], #"a is 1, not "1""#), (["body": ["z": 1]], "z is missing"),
        (["body": ["b": ["c": "y"]]], #"b.c is "x", not "y""#), (["body": ["b": ["c": ["x": 1]]]], "b.c is"),
        (["body": ["list": []]], "list has 2, not 0"), (["body": ["list": [["n": 1]]]], "list has 2, not 1"),
        (["body": ["list": [["n": 1], ["n": 4]]]], "list[1].n is 3, not 4"), (["body": [1]], "the body is {"),
        (["body": ["a": 2, "z": 1]], "a is 1, not 2; z is missing"),
    ]

    @Test(arguments: broken)
    func `what is otherwise is told by its place`(_ expectation: JSONValue, _ words: String) throws {
        let complaint = try #require(try complaint(expectation, body: Self.document))
        #expect(complaint.hasPrefix(words), "\(complaint)")
    }

    @Test func `without a status of its own an answer is to be no refusal`() throws {
        #expect(try complaint(nil, status: 404, body: "{}") == "404")
        #expect(try complaint(["body": [:]], status: 404, body: "{}") == "404")
        #expect(try complaint(["status": 404], status: 404, body: "{}") == nil)
        #expect(try complaint(["status": 404], status: 200, body: "{}") == "status is 200, not 404")
        #expect(try complaint(["body": [:]], body: "<html>") == "the body is no JSON")
    }

    @Test(arguments: [#"{}"#, #"{"stauts": 200}"#, #"{"status": "200"}"#, #"200"#])
    func `an expectation that says nothing, or something else, is told`(_ text: String) throws {
        let event = #"{"request": {"path": "/"}, "expect": \#(text)}"#
        #expect(throws: ReplayInputFault.self) { try ReplayInput(Array(event.utf8)) }
    }

    @Test func `an earlier answer is put in where it is expected again`() throws {
        let event: JSONValue = ["request": ["path": "/docs/{{1.id}}"], "expect": ["body": ["id": "{{1.id}}"]]]
        let request = try #require(try ClientRequest(AnswerFiller(answers: [["id": "abc"]]).filled(event), line: 1))
        #expect(ClientAnswer(request: request, status: 200, body: Array(#"{"id": "abc"}"#.utf8)).complaint == nil)
        #expect(ClientAnswer(request: request, status: 200, body: Array(#"{"id": "x"}"#.utf8)).complaint != nil)
    }
}
