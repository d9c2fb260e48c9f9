import Glibc
import SystemCalls
import TestKit
import Testing

extension ProgramTests {
    /// What a cloud in a process of its own leaves in the place for temporary files.
    struct LeftoverTests {
        @Test func `a cloud that is ended removes its folders itself`() async throws {
            try await withTemporaryFolder { folder in
                let line = ["start", "--port", "0", "--json"]
                let process = try await LiveProcess(runner: line, environment: ["TMPDIR": folder])
                await process.wait(forLines: 1)
                #expect(try run("ls", folder) != "")
                await process.end()
                #expect(try run("ls", folder) == "")
            }
        }

        @Test func `of one that is killed the test removes them`() async throws {
            let cloud = try await RunningCloud()
            let place = cloud.process.scratch.path
            #expect(try run("ls", place) != "")
            await cloud.kill()
            #expect(access(place, F_OK) != 0)
        }
    }
}
