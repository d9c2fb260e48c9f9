import Domain
import FlowKit
import Hosting
import JSON
import Testing

/// What an upload cannot be asked for with, and what is said of it.
@Suite struct BadRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let body: String
        let status: Int
        let code: String

        init(_ body: String, _ status: Int, _ code: String) {
            (self.body, self.status, self.code) = (body, status, code)
        }

        var testDescription: String { "\(body.prefix(60)) → \(status) \(code)" }

        static func name(_ text: String) -> Case { Case(#"{"file_name": "\#(text)"}"#, 422, "invalid-file-name") }

        static func field(_ field: String, _ status: Int, _ code: String) -> Case {
            Case(#"{"file_name": "a", \#(field)}"#, status, code)
        }
    }

    static let cases: [Case] =
        ["", "[", "not JSON", "null", "[]", #""a""#, "{}", #"{"file_name": 7}"#, #"{"file_name": null}"#].map {
            Case($0, 400, "malformed-body")
        }
        + [
            "", ".", "..", "../../etc/passwd", #"a\\b"#, "a/b", #"a\u0000b"#, #"a\nb"#, #"a\u007fb"#, #"a\u0085b"#,
            #"a\u2028b"#, #"a\u202efdp.exe"#, String(repeating: "x", count: 256), String(repeating: "x", count: 10_240),
        ].map(Case.name)
        + [
            .field(#""file_size": -1"#, 422, "invalid-file-size"),
            .field(#""file_size": 1000000001"#, 413, "too-large"),
            .field(#""file_size": 9223372036854775807"#, 413, "too-large"),
            .field(#""file_size": 9223372036854775808"#, 400, "malformed-body"),
            .field(#""file_size": "12""#, 400, "malformed-body"),
            .field(#""file_size": 1.5"#, 400, "malformed-body"),
            .field(#""sha256": "abc""#, 422, "invalid-sha256"),
            .field(#""sha256": """#, 422, "invalid-sha256"),
            .field(#""sha256": "\#(String(repeating: "g", count: 64))""#, 422, "invalid-sha256"),
            .field(#""sha256": 5"#, 400, "malformed-body"),
            .field(#""file_type": "pdf""#, 422, "invalid-file-type"),
            .field(#""file_type": "a/b\r\nX-Evil: 1""#, 422, "invalid-file-type"),
            .field(#""file_type": "/""#, 422, "invalid-file-type"),
            .field(#""version": 1"#, 400, "malformed-body"),
        ]

    @Test(arguments: cases) func `it is refused, and costs the plan nothing`(_ bad: Case) async throws {
        let pipeline = try await Pipeline.withPresign()
        let answer = try await pipeline.presign(bad.body)
        #expect(answer.status == bad.status)
        #expect(answer.headers["content-type"] == "application/problem+json")
        let problem = try answer.json
        #expect(problem["type"]?.string == "urn:assay:problem:\(bad.code)")
        #expect(problem["detail"]?.string?.isEmpty == false && problem["request_id"]?.string != nil)
        #expect(try await pipeline.usage == Usage())
    }

    @Test func `the rule that a name breaks is said`() async throws {
        let pipeline = try await Pipeline.withPresign()
        let answer = try await pipeline.presign(#"{"file_name": ".."}"#)
        #expect(try answer.json["detail"]?.string == "file_name: \(FileName.rule).")
    }

    @Test(arguments: [#""file_size": 0"#, #""file_size": 1000000000"#, #""file_type": "text/plain; charset=utf-8""#])
    func `what is just right is taken`(_ field: String) async throws {
        let pipeline = try await Pipeline.withPresign()
        #expect(try await pipeline.presign(#"{"file_name": "a", \#(field)}"#).status == 201)
    }
}
