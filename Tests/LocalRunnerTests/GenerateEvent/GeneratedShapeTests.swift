import JSON
import TestKit
import Testing

@testable import local_runner

/// The events that we make up, field by field beside those that SAM does.
struct GeneratedShapeTests {
    @Test(arguments: [
        (["s3-put"], "s3 put", []),
        (["s3-delete"], "s3 delete", []),
        (["sqs"], "sqs receive-message", []),
        (
            [
                "sns", "--subject", "s", "--message-attribute", "Test=a", "--message-attribute",
                "TestBinary:Binary=AA==",
            ],
            "sns notification",
            []
        ),
        // Its own event leaves out the version, which EventBridge always writes.
        (["schedule"], "cloudwatch scheduled-event", ["+ version: string"]),
        (
            [
                "http-api", "--method", "POST", "--path", "/path/to", "--query", "parameter1=1", "--query",
                "parameter2=2", "--route", "POST /path/{parameter1}", "--body", "b", "--header", "Cookie: a=1; b=2",
            ],
            "apigateway http-api-proxy",
            // What only certificates, tokens and variables of a stage bring.
            ["- requestContext.authentication", "- requestContext.authorizer", "- stageVariables"]
        ),
    ])
    func `an event has the fields that SAM's has, of the same kinds`(
        _ line: [String],
        _ name: String,
        _ differences: [String]
    ) async throws {
        let ours = Self.fields(of: try await Self.event(line))
        let theirs = Self.fields(of: try SAMEvents.value(name))
        var found = Set(ours.subtracting(theirs).map { "+ \($0)" })
        found.formUnion(theirs.subtracting(ours).map { "- \($0)" })
        let unexpected = found.filter { field in
            // Headers and parameters are named by whoever sends them.
            !["headers.", "queryStringParameters.", "pathParameters."].contains { field.dropFirst(2).hasPrefix($0) }
                && !differences.contains { field.hasPrefix($0) }
        }
        #expect(unexpected == [])
        for difference in differences { #expect(found.contains { $0.hasPrefix(difference) }, "\(difference)") }
    }

    @Test func `members stand in AWS's order`() async throws {
        for (kind, name) in [("s3-put", "s3 put"), ("sqs", "sqs receive-message"), ("sns", "sns notification")] {
            let ours = try await generated(kind)["Records"]?[0]?.object?.keys
            #expect(try ours == SAMEvents.value(name)["Records"]?[0]?.object?.keys)
        }
    }

    private static func event(_ line: [String]) async throws -> JSONValue {
        let screen = Screen()
        try #require(await screen.runner().run(["generate-event"] + line) == .success, "\(screen.errors)")
        return try JSONValue(parsing: Array(screen.output.utf8))
    }

    /// The path of each value, with its kind; elements of an array count as one.
    private static func fields(of value: JSONValue, at path: String = "") -> Set<String> {
        switch value {
        case .object(let object):
            object.members.reduce(into: path.isEmpty ? [] : ["\(path): object"]) { all, member in
                all.formUnion(fields(of: member.value, at: path.isEmpty ? member.key : "\(path).\(member.key)"))
            }
        case .array(let array):
            array.reduce(into: ["\(path): array"]) { all, element in
                all.formUnion(fields(of: element, at: "\(path)[]"))
            }
        case .string: ["\(path): string"]
        case .number: ["\(path): number"]
        case .bool: ["\(path): bool"]
        case .null: ["\(path): null"]
        }
    }
}
