import AWSClient
import HTTPServer
import LocalCloud
import Testing
import Time

@testable import local_runner

/// Names of queues that somebody typed, in a cloud behind a socket.
struct QueueNameTests {
    /// Runs a command in a cloud that has `dead`, with one letter in it, and `source`.
    private static func run(_ line: [String]) async throws -> Visit {
        let ground = Ground(clock: SystemClock(), random: SystemRandom())
        let cloud = LocalCloud.Cloud(ground, parts: [try Queues(ground)])
        return try await withEventLoop { crew in
            let server = try HTTPServer(on: crew)
            let url = "http://127.0.0.1:\(server.port)"
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await server.serve(cloud) }
                defer { group.cancelAll() }
                let sqs = try CloudClients(RunningCloud.environment(for: url)).sqs
                for name in ["dead", "source"] { _ = try await sqs.call(CreateQueue(queueName: name)) }
                let letter = OutgoingMessage(messageBody: "letter")
                _ = try await sqs.call(SendMessage(queueUrl: "\(url)/000000000000/dead", letter))
                let screen = Screen()
                let ending = await screen.runner().run(line + ["--endpoint", url])
                return Visit(ending: ending, output: screen.output, errors: screen.errors)
            }
        }
    }

    @Test(
        arguments: [
            ["redrive", "dead", "--to", "sorce"], ["redrive", "dead", "--to", "sorce", "--confirm"],
            ["redrive", "dead", "--to", "http://127.0.0.1:1/000000000000/sorce"],
            ["redrive", "dead", "--to", "arn:aws:sqs:us-east-1:000000000000:sorce", "--confirm"],
            ["redrive", "sorce"], ["show", "sorce"], ["replay", "sorce"],
        ]
    )
    func `a name that no queue has is the fault of whoever gave it`(_ words: [String]) async throws {
        let visit = try await Self.run(["dlq"] + words)
        #expect(visit.ending == .wrongInput)
        #expect(visit.output == "")
        #expect(visit.errors.contains("there is no queue "), "\(visit.errors)")
        #expect(visit.errors.hasSuffix("sorce; did you mean source?\n"), "\(visit.errors)")
    }

    @Test func `where no name is near, all are told`() async throws {
        let visit = try await Self.run(["dlq", "redrive", "dead", "--to", "elsewhere", "--json"])
        #expect(visit.ending == .wrongInput)
        #expect(visit.errors == #"{"error":"there is no queue elsewhere; there are dead, source"}"# + "\n")
    }

    @Test(
        arguments: [
            ["dead", "--to", "dead"], ["dead", "--to", "dead", "--confirm"],
            ["arn:aws:sqs:us-east-1:000000000000:dead", "--to", "dead", "--confirm"],
            ["dead", "--to", "http://localhost/000000000000/dead", "--confirm"],
        ]
    )
    func `a queue is not moved onto itself, by whatever names`(_ words: [String]) async throws {
        let visit = try await Self.run(["dlq", "redrive"] + words)
        #expect(visit.ending == .wrongInput)
        #expect(visit.output == "")
        #expect(visit.errors == "local-runner: --to is dead too: nothing is put back where it is\n")
    }

    @Test func `one message is one`() async throws {
        let dry = try await Self.run(["dlq", "redrive", "dead"])
        #expect(dry.ending == .success, "\(dry.errors)")
        #expect(dry.output == "1 message of dead would go to where it came from. Nothing was done: add --confirm.\n")
        let named = try await Self.run(["dlq", "redrive", "dead", "--to", "source"])
        #expect(named.output == "1 message of dead would go to source. Nothing was done: add --confirm.\n")
        let done = try await Self.run(["dlq", "redrive", "dead", "--to", "source", "--confirm"])
        #expect(done.ending == .success, "\(done.errors)")
        #expect(done.output.hasPrefix("1 moved to http://"), "\(done.output)")
    }
}
