import Hosting
import JSON
import Synchronization
import TestKit
import Testing
import Time

@testable import LambdaHost

@Suite struct ContextTests {
    /// The context that a handler sees for an event with these headers.
    func context(_ headers: String) async throws -> InvocationContext {
        let seen = Mutex<InvocationContext?>(nil)
        let handler = Answering { _, context throws(StepFailure) in
            seen.withLock { $0 = context }
            return .bytes([])
        }
        let talk = await Conversation.run([.event("x", id: "a", headers: headers), .accepted], handler: handler)
        #expect(talk.requests.count == 3)
        return try #require(seen.withLock { $0 })
    }

    @Test func `everything that the API says reaches the handler`() async throws {
        let context = try await context(
            """
            Lambda-Runtime-Deadline-Ms: 1795000003000\r
            Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:tested\r
            Lambda-Runtime-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1\r
            Lambda-Runtime-Client-Context: {"client":{"app_title":"t"},"custom":{"a":{"b":1}}}\r
            Lambda-Runtime-Cognito-Identity: {"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}\r
            Lambda-Runtime-Aws-Tenant-Id: tenant-7\r

            """
        )
        #expect(context.requestID == "a")
        #expect(context.deadline == Instant(millisecondsSinceEpoch: 1_795_000_003_000))
        #expect(context.remaining == .seconds(3))
        #expect(context.functionARN == "arn:aws:lambda:eu-west-1:123456789012:function:tested")
        #expect(context.traceID == "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")
        #expect(context.clientContext == .value(["client": ["app_title": "t"], "custom": ["a": ["b": 1]]]))
        #expect(context.cognitoIdentity == .value(["cognitoIdentityId": "i", "cognitoIdentityPoolId": "p"]))
        #expect(context.tenantID == "tenant-7")
    }

    @Test func `what the API does not say is absent`() async throws {
        let context = try await context("")
        #expect(context.remaining == Deadline.longest)
        #expect(context.functionARN == nil && context.traceID == nil && context.tenantID == nil)
        #expect(context.clientContext == .absent && context.cognitoIdentity == .absent)
    }

    @Test(arguments: ["", "-5", "soon", "1e3", "99999999999999999999", "9999999999999999"])
    func `a malformed deadline is the longest`(deadline: String) async throws {
        #expect(try await context("Lambda-Runtime-Deadline-Ms: \(deadline)\r\n").remaining == Deadline.longest)
    }

    @Test func `a deadline in the past leaves nothing`() async throws {
        #expect(try await context("Lambda-Runtime-Deadline-Ms: 0\r\n").remaining == .zero)
    }

    @Test func `the furthest deadline is no trap`() async throws {
        #expect(try await context("Lambda-Runtime-Deadline-Ms: 999999999999999\r\n").remaining > .zero)
    }

    @Test(arguments: ["{", "null x", "\"\\ud800\"", "\u{1}"])
    func `a malformed client context fails nothing`(text: String) async throws {
        let context = try await context("Lambda-Runtime-Client-Context: \(text)\r\n")
        #expect(context.clientContext == .malformed(text))
    }

    @Test func `a context deeper than JSON may be fails nothing`() async throws {
        let deep = String(repeating: "[", count: 30_000)
        #expect(try await context("Lambda-Runtime-Client-Context: \(deep)\r\n").clientContext == .malformed(deep))
    }
}
