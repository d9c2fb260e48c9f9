import Template
import Testing

/// What a function's role allows.
@Suite struct PolicyTests {
    /// The policy of a function that has the statements, each a flow of YAML.
    private func policy(_ statements: String...) throws -> Policy {
        let found = try stack(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Worker:
                Type: AWS::Serverless::Function
                Properties:
                  Policies:
                    - Statement: [\(statements.joined(separator: ", "))]
            """
        )
        return try #require(found.functions.first?.policy)
    }

    private static let readsDocs =
        "{Effect: Allow, Action: ['s3:Get*', s3:ListBucket], Resource: 'arn:aws:s3:::docs/*'}"

    @Test(
        arguments: [
            (readsDocs, "s3:GetObject", "arn:aws:s3:::docs/a/b", true),
            (readsDocs, "S3:getobject", "arn:aws:s3:::docs/a", true),
            (readsDocs, "s3:PutObject", "arn:aws:s3:::docs/a", false),
            (readsDocs, "s3:GetObject", "arn:aws:s3:::docs", false),
            (readsDocs, "s3:GetObject", "arn:aws:s3:::DOCS/a", false),
            ("{Effect: Allow, Action: '*', Resource: '*'}", "sqs:SendMessage", "arn:aws:sqs:::a", true),
            ("{Effect: Allow, Action: 's?s:*', Resource: 'a?c*e'}", "sqs:SendMessage", "abcddde", true),
            ("{Effect: Allow, Action: 's?s:*', Resource: 'a?c*e'}", "sqs:SendMessage", "abcdddf", false),
            ("{Effect: Allow, NotAction: 'iam:*', Resource: '*'}", "sqs:SendMessage", "x", true),
            ("{Effect: Allow, NotAction: 'iam:*', Resource: '*'}", "iam:PassRole", "x", false),
            ("{Effect: Allow, Action: '*', NotResource: ['a*', b]}", "sqs:SendMessage", "b", false),
            ("{Effect: Allow, Action: '*', NotResource: ['a*', b]}", "sqs:SendMessage", "c", true),
        ]
    ) func `wildcards and their opposites say what is allowed`(
        statement: String,
        action: String,
        resource: String,
        isAllowed: Bool
    ) throws {
        #expect(try policy(statement).allows(action, on: resource).isAllowed == isAllowed)
    }

    @Test func `a denial is stronger than any allowance, and named`() throws {
        let policy = try policy(
            "{Effect: Allow, Action: '*', Resource: '*'}",
            "{Sid: NoDeletion, Effect: Deny, Action: 's3:Delete*', Resource: '*'}"
        )
        #expect(policy.allows("s3:DeleteObject", on: "x").decision == .denied(by: "NoDeletion"))
        #expect(policy.allows("s3:GetObject", on: "x").decision == .allowed)
    }

    @Test func `a condition is not evaluated, and that is said where it matters`() throws {
        let policy = try policy(
            "{Sid: Here, Effect: Allow, Action: 's3:*', Resource: '*', Condition: {StringEquals: {'aws:a': b}}}",
            "{Sid: Tls, Effect: Deny, Action: '*', Resource: '*', Condition: {Bool: {'aws:SecureTransport': 'false'}}}",
            "{Sid: Free, Effect: Allow, Action: 'sqs:*', Resource: '*'}"
        )
        #expect(policy.allows("s3:GetObject", on: "x") == Verdict(decision: .allowed, unevaluated: ["Here", "Tls"]))
        #expect(policy.allows("sqs:SendMessage", on: "x") == Verdict(decision: .allowed, unevaluated: ["Tls"]))
        #expect(policy.allows("sns:Publish", on: "x") == Verdict(decision: .notMentioned, unevaluated: ["Tls"]))
    }

    @Test func `a policy template allows its own resource alone`() throws {
        let policy = try #require(Sample.stack("documents.yaml").functions.first { $0.id == "Query" }?.policy)
        let table = "arn:aws:dynamodb:us-east-1:000000000000:table/assay-documents"
        #expect(policy.allows("dynamodb:Query", on: table).isAllowed)
        #expect(policy.allows("dynamodb:Query", on: table + "/index/by-day").isAllowed)
        #expect(!policy.allows("dynamodb:PutItem", on: table).isAllowed)
        #expect(!policy.allows("dynamodb:Query", on: table + "-2").isAllowed)
        #expect(policy.allows("logs:PutLogEvents", on: "arn:aws:logs:us-east-1:000000000000:log-group:a").isAllowed)
    }

    @Test func `a pattern of many stars ends at once`() throws {
        let stars = String(repeating: "*a", count: 2_000)
        let policy = try policy("{Effect: Allow, Action: '*', Resource: '\(stars)'}")
        #expect(!policy.allows("s3:GetObject", on: String(repeating: "a", count: 1_999)).isAllowed)
        #expect(policy.allows("s3:GetObject", on: String(repeating: "a", count: 2_001)).isAllowed)
    }
}
