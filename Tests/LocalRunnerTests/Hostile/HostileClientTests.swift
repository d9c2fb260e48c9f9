import Processes
import TestKit
import Testing

@testable import local_runner

extension ProgramTests {
    /// The real program, and clients who mean it ill.
    @Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
    struct HostileClientTests {
        /// What a run may leave behind: buffers and tables that are kept to be used again.
        private static let growth = 48 << 20

        @Test func `it refuses what is wrong, serves the others, and does not grow`() async throws {
            let cloud = try await RunningCloud()
            // What every first call leaves behind is there before it is measured.
            _ = try await cloud.clients().sqs.queues()
            let before = cloud.process.program.residentBytes ?? 0
            try await ClaimScript("hostile", claims: 6).expectAll(of: cloud)
            let after = cloud.process.program.residentBytes ?? 0
            print("hostile clients: \(before >> 20) MB before, \(after >> 20) MB after")
            #expect(before > 0 && after > 0 && (Sanitizer.isPresent || after - before < Self.growth))
            #expect(await cloud.process.end() == .exited(status: 0), "\(cloud.process.output)")
        }
    }
}
