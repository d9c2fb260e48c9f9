import AllFunctions
import Files
import TestKit
import Testing

@testable import local_runner

/// What the steps do, their roles of template.yaml allow; and of what they allow nothing of these can go.
struct RepositoryRoleTests {
    private static let root =
        #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }

    @Test(arguments: ["upload", "request-upload"]) func `each role allows what its step does`(_ name: String)
        async throws
    {
        let (ending, output) = try await Self.run(name) { $0 }
        #expect(ending == .success, "\(output)")
        #expect(output.firstRange(of: "AccessDenied") == nil && output.firstRange(of: "AuthorizationError") == nil)
    }

    /// A right of a role, and the call that is refused by name without it.
    @Test(arguments: [
        (
            "Resource: [!GetAtt OrchestratorQueue.Arn, !GetAtt MetadataQueue.Arn, !GetAtt HashingQueue.Arn]",
            "Resource: !GetAtt ResultsQueue.Arn", "SendMessage"
        ),
        ("- {Effect: Allow, Action: sns:Publish, Resource: [!Ref ScansTopic, !Ref UpdatesTopic]}", "", "Publish"),
        (
            "- {Effect: Allow, Action: [dynamodb:GetItem, dynamodb:PutItem], Resource: !GetAtt ResultsTable.Arn}", "",
            "PutItem"
        ),
    ])
    func `a role without one of its rights is refused by name`(_ right: String, _ other: String, _ call: String)
        async throws
    {
        let (ending, output) = try await Self.run("upload") { text in
            text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.firstRange(of: right) == nil ? String(line) : String(line.prefix { $0 == " " }) + other
            }.joined(separator: "\n")
        }
        #expect(ending != .success)
        let told = output.split(separator: "\n").contains { line in
            line.firstRange(of: call) != nil
                && (line.firstRange(of: "AccessDenied") != nil || line.firstRange(of: "AuthorizationError") != nil)
        }
        #expect(told, "\(output)")
    }

    private static func run(_ name: String, _ change: (String) -> String) async throws -> (Ending, String) {
        let text = try #require(try SystemFiles().read("\(root)/template.yaml"))
        let changed = change(String(decoding: text, as: UTF8.self))
        return try await withTemporaryFolder { folder in
            try write(changed, to: "\(folder)/template.yaml")
            try TestKit.run("ln", "-s", "\(root)/events", "\(folder)/events")
            let screen = Screen()
            let line = ["replay", "\(root)/events/\(name).json", "--seed", "1", "--roles"]
            let ending = await screen.runner(functions: .linked).run(line + ["--template", "\(folder)/template.yaml"])
            return (ending, screen.output + screen.errors)
        }
    }
}
