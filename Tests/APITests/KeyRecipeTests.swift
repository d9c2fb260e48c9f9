import Authorize
import FlowKit
import HTTPServer
import Hosting
import JSON
import LocalCloud
import Processes
import TestKit
import Testing
import Time

/// What docs/api-keys.md tells operators to do, done as it stands there.
@Suite(.enabled(if: PythonPeer.awscli.isInstalled, "\(PythonPeer.awscli.absence)"))
struct KeyRecipeTests {
    @Test(.timeLimit(.minutes(3)))
    func `a key that the recipe makes works until the other takes it back`() async throws {
        // The aws command signs with the time that it is.
        let pipeline = try await Pipeline(at: SystemClock().now)
        let recipes = try Self.blocks("sh")
        #expect(recipes.count == 2)
        let made = try await Self.run(recipes[0], on: pipeline)
        let key = try #require(made.split(separator: "\n").last.map(String.init), "\(made)")
        let context: JSONValue = [
            "organisation": "acme", "subject": "someone@example.com", "role": "administrator",
        ]
        #expect(try await Self.verdict(on: key, pipeline) == ["isAuthorized": true, "context": context], "\(made)")
        _ = try await Self.run("id=\(key.prefix { $0 != "." })\n\(recipes[1])", on: pipeline)
        #expect(try await Self.verdict(on: key, pipeline) == ["isAuthorized": false])
    }

    @Test(.timeLimit(.minutes(3))) func `the developer's line is a key`() async throws {
        let pipeline = try await Pipeline(at: SystemClock().now)
        let lines = try Self.blocks("json")
        #expect(lines.count == 1)
        let put = "aws dynamodb put-item --table-name \"$ACCOUNTS_TABLE\" --item '\(lines[0])'"
        _ = try await Self.run(put, on: pipeline)
        #expect(try await Self.verdict(on: "local-key.local-secret", pipeline)["isAuthorized"] == true)
    }

    private static func verdict(on key: String, _ pipeline: Pipeline) async throws -> JSONValue {
        let step = try pipeline.function { DirectFront(try Authorize(&$0)) }
        let event: JSONValue = ["headers": ["x-api-key": .string(key)]]
        let reply = try await step.handle(EventBytes(event.bytes()), context: pipeline.context())
        guard case .bytes(let bytes, _) = reply else { return .null }
        return try JSONValue(parsing: bytes)
    }

    /// The page's blocks of a language.
    private static func blocks(_ language: String) throws -> [String] {
        let page = try RepositoryFile.text("docs/api-keys.md")
        let parts = page.split(separator: "```", omittingEmptySubsequences: false)
        let blocks = parts.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("\(language)\n") }
        return blocks.map { String($0.element.dropFirst(language.count + 1)) }
    }

    /// Runs a script whose aws command finds the pipeline's cloud.
    private static func run(_ script: String, on pipeline: Pipeline) async throws -> String {
        try await withEventLoop { crew in
            let server = try HTTPServer(on: crew)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await server.serve(pipeline.deployment.cloud) }
                defer { group.cancelAll() }
                let environment = [
                    "PATH": "\(PythonPeer.programs):/usr/bin:/bin", "HOME": "/nonexistent",
                    "ACCOUNTS_TABLE": pipeline.environment["ACCOUNTS_TABLE"] ?? "",
                    "AWS_ENDPOINT_URL": "http://127.0.0.1:\(server.port)", "AWS_REGION": "us-east-1",
                    "AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
                ]
                return try await CompanionProgram.said(
                    by: ["/bin/bash", "-euo", "pipefail", "-c", script],
                    environment
                )
            }
        }
    }
}
