import HTTP
import JSON
import Processes
import TestKit
import Testing
import Time

@testable import LocalCloud

/// Functions as a client calls them that nobody here wrote.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
struct BotocoreInvokeTests {
    private static func cloud() throws -> Cloud {
        let ground = Ground(clock: SystemClock(), random: SeededRandom(seed: 11))
        var stopped = FunctionConfiguration(name: "stopped")
        stopped.reservedConcurrency = 0
        let all = [FunctionConfiguration(name: "orders"), FunctionConfiguration(name: "failing"), stopped]
        let functions = all.map { configuration in
            let handler = configuration.name == "failing" ? Scripted.failing() : .echo()
            return Function(
                configuration,
                host: HandlerHost(configuration, environment: [:], clock: ground.clock, random: ground.random) { _ in
                    handler
                }
            )
        }
        return Cloud(ground, parts: [try Functions(ground, functions: functions)])
    }

    @Test func `botocore gets what it asks for, and understands what it is refused`() async throws {
        let doors = LoopbackDoors()
        let door = try await doors.open(to: try Self.cloud())
        let (output, ended) = (Shared<[UInt8]>([]), Milestone())
        let command = PythonPeer.command("functions") + ["http://\(door.address)"]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await doors.serve() }
            defer { group.cancelAll() }
            _ = try await CompanionProgram.start(.init(command, environment: ["PATH": "/usr/bin:/bin"])) { bytes in
                output.withLock { $0 += bytes }
            } takeEnd: { _ in
                ended.reach()
            }
            await ended.wait()
        }
        let text = output.withLock { $0 }
        let result = try #require(try? JSONValue(parsing: text), "\(String(decoding: text, as: UTF8.self))")
        #expect(result["answer"] == ["n": 1])
        #expect(result["version"] == "$LATEST")
        #expect(result["tail"] == ["START", "END", "REPORT"])
        #expect(result["error"] == ["Unhandled", "Function.NoLuck"])
        #expect(result["statuses"] == [200, 202, 204])
        #expect(result["names"] == ["failing", "orders", "stopped"])
        #expect(result["memory"] == 128)
        #expect(result["mappings"] == [])
        #expect(result["unknown"] == ["ResourceNotFoundException", 404])
        #expect(result["malformed"] == ["InvalidRequestContentException", 400])
        #expect(result["throttled"] == ["TooManyRequestsException", 429])
        #expect(result["update"] == ["NotImplemented", 501])
    }
}
