import AWSClient
import HTTP
import LocalCloud
import TestKit
import Testing
import Time

/// A client that nobody here wrote, over a socket.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
struct BotoObjectTests {
    @Test func `boto3 does with it all that it does with S3`() async throws {
        let house = try House(at: SystemClock().now)
        let front = try BlockingFront()
        let program = try Program(PythonPeer.command("local_s3") + ["http://127.0.0.1:\(front.port)"])
        try await front.serve(house.cloud)
        let text = program.finished().output
        #expect(text.contains("all is well"), "\(text)")
    }
}
