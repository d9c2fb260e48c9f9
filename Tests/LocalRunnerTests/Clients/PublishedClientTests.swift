import TestKit
import Testing

extension ProgramTests {
    /// Clients that nobody here wrote, against the real program: what their scripts claim is what AWS documents.
    struct PublishedClientTests {
        private static let scripts = [
            ClaimScript("s3", claims: 20), ClaimScript("sqs", claims: 16), ClaimScript("sns", claims: 11),
            ClaimScript("dynamodb", claims: 11), ClaimScript("identities", claims: 5),
        ]

        @Test(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"), arguments: scripts)
        func `boto3 finds all as AWS documents it`(_ script: ClaimScript) async throws {
            let cloud = try await RunningCloud()
            try await script.expectAll(of: cloud)
            await cloud.process.end()
        }

        @Test(.enabled(if: PythonPeer.awscli.isInstalled, "\(PythonPeer.awscli.absence)"))
        func `the aws command line does what a developer types`() async throws {
            let cloud = try await RunningCloud()
            try await ClaimScript("aws_cli", claims: 8).expectAll(of: cloud)
            await cloud.process.end()
        }
    }
}
