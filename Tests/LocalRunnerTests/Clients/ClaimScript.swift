import TestKit
import Testing

/// A script of Tests/python/clients: clients that nobody here wrote, and what they claim of a cloud.
struct ClaimScript {
    let name: String
    /// How many it claims at least: one that says nothing has not shown anything.
    let claims: Int

    init(_ name: String, claims: Int) {
        self.name = name
        self.claims = claims
    }

    /// Runs it; each claim that does not hold is an issue of its own.
    func expectAll(of cloud: RunningCloud) async throws {
        let command = PythonPeer.command("clients/\(name)") + [cloud.url]
        let script = try await LiveProcess(command, environment: ["PATH": "/usr/bin:/bin"])
        await script.waitForEnd()
        let lines = script.output.split(separator: "\n")
        for line in lines.dropLast() where !line.hasPrefix("ok ") { Issue.record("\(name): \(line)") }
        #expect(lines.last ?? "" == "\(lines.count - 1) claims", "\(script.output)")
        #expect(lines.count > claims)
    }
}
