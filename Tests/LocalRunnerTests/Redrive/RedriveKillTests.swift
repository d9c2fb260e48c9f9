import AWSClient
import Processes
import TestKit
import Testing

extension ProgramTests {
    /// The real program, killed in the midst of a redrive, and run again until nothing is left.
    struct RedriveKillTests {
        private static let count = 500
        /// Its queues are slower the more lies in them.
        private static let countOnMoto = 200
        /// After how many lines of progress each of the runs is killed; there is a line for each batch.
        private static let kills = [1, 9, 4, 13, 6]

        @Test(arguments: [false, true])
        func `killed five times, a redrive in our cloud loses nothing and doubles a batch a kill at most`(
            _ isOrdered: Bool
        ) async throws {
            try await withTemporaryFolder { folder in
                let cloud = try await RunningCloud(keepingIn: folder)
                let office = DeadLetterOffice(
                    sqs: try cloud.clients().sqs,
                    environment: cloud.environment,
                    dead: cloud.url(ofQueue: isOrdered ? "dead.fifo" : "dead"),
                    source: cloud.url(ofQueue: isOrdered ? "source.fifo" : "source"),
                    isOrdered: isOrdered
                )
                try await office.fill(
                    Self.count,
                    deadQueue: RunningCloud.arn(ofQueue: isOrdered ? "dead.fifo" : "dead")
                )
                for lines in Self.kills { try await office.redriveAndKill(after: lines) }
                try await office.redriveToTheEnd()
                let doubled = try await office.expectAll(Self.count, kills: Self.kills.count)
                print("\(Self.kills.count) kills, \(Self.count) messages redriven, \(doubled) doubled, 0 lost")
                await cloud.process.end()
            }
        }

        /// What the program is for is AWS; that it does not lean on our own cloud is what this shows.
        @Test(.enabled(if: PythonPeer.moto.isInstalled, "\(PythonPeer.moto.absence)"))
        func `killed three times, a redrive on moto loses nothing and doubles a batch a kill at most`() async throws {
            let emulator = try EmulatorProcess()
            let url = "http://127.0.0.1:\(emulator.port)"
            var environment = RunningCloud.environment(for: url)
            environment["AWS_MAX_ATTEMPTS"] = "3"
            let sqs = try CloudClients(environment).sqs
            let (dead, source) = ("\(url)/123456789012/dead", "\(url)/123456789012/source")
            for queue in ["dead", "source"] { _ = try await sqs.call(CreateQueue(queueName: queue)) }
            let office = DeadLetterOffice(
                sqs: sqs,
                environment: environment,
                dead: dead,
                source: source,
                isOrdered: false,
                destination: source,
                keepsTraces: false
            )
            try await office.send(Self.countOnMoto, to: dead)
            let kills = [2, 7, 4]
            for lines in kills { try await office.redriveAndKill(after: lines) }
            try await office.redriveToTheEnd()
            let doubled = try await office.expectAll(Self.countOnMoto, kills: kills.count)
            print("on moto: \(kills.count) kills, \(Self.countOnMoto) messages redriven, \(doubled) doubled, 0 lost")
        }
    }
}

/// A source queue and its dead-letter queue, in a cloud behind a socket.
struct DeadLetterOffice {
    let sqs: SQS
    let environment: [String: String]
    let dead: String
    let source: String
    let isOrdered: Bool
    var destination: String?
    /// moto drops the trace of whatever comes in a batch.
    var keepsTraces = true

    /// Makes the queues, and letters that were received once too often.
    func fill(_ count: Int, deadQueue arn: String) async throws {
        let kind = isOrdered ? ["FifoQueue": "true"] : [:]
        let policy = #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":1}"#
        let name = { (url: String) in url.split(separator: "/").last.map(String.init) ?? "" }
        _ = try await sqs.call(CreateQueue(queueName: name(dead), attributes: kind))
        let settings = kind.merging(["RedrivePolicy": policy, "VisibilityTimeout": "0"]) { $1 }
        _ = try await sqs.call(CreateQueue(queueName: name(source), attributes: settings))
        try await send(count, to: source)
        let poll = ReceiveMessage(queueUrl: source, maxNumberOfMessages: 10)
        while try await sqs.receiveMessage(poll).messages?.isEmpty == false {}
    }

    func send(_ count: Int, to queue: String) async throws {
        for start in stride(from: 0, to: count, by: 10) {
            let entries = (start..<min(start + 10, count)).map { number in
                let message = OutgoingMessage(
                    messageBody: "letter \(number)",
                    messageAttributes: ["number": .number("\(number)"), "bytes": .binary([UInt8(number % 256)])],
                    awsTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=\(number)",
                    messageGroupId: isOrdered ? "group-\(number % 20)" : nil,
                    messageDeduplicationId: isOrdered ? "id-\(number)" : nil
                )
                return SendMessageBatch.Entry(id: "\(number)", message)
            }
            let failed = try await sqs.call(SendMessageBatch(queueUrl: queue, entries: entries)).failed
            #expect(failed == [])
        }
    }

    private func redrive() async throws -> LiveProcess {
        let to = destination.map { ["--to", $0] } ?? []
        // What a killed run held is back soon: longer than a batch takes, shorter than a test should.
        let arguments = ["dlq", "redrive", dead, "--confirm", "--hide", "5"] + to
        return try await LiveProcess(runner: arguments, environment: environment)
    }

    func redriveAndKill(after lines: Int) async throws {
        let process = try await redrive()
        await process.wait(forLines: lines)
        await process.kill()
    }

    /// As its user would: as long as it says that some are left.
    func redriveToTheEnd() async throws {
        for _ in 0..<100 {
            let process = try await redrive()
            switch await process.waitForEnd() {
            case .exited(status: 0): return
            case .exited(status: 4): continue
            case let end: Issue.record("\(end as Any): \(process.output)")
            }
        }
        Issue.record("it is never done")
    }

    /// All are back with all that they had; gives how many are there twice.
    func expectAll(_ count: Int, kills: Int) async throws -> Int {
        #expect(try await sqs.drain(dead) == [])
        let all = try await sqs.drain(source)
        let bodies = Set(all.map(\.body))
        #expect(bodies == Set((0..<count).map { "letter \($0)" }))
        #expect(all.count - bodies.count <= (isOrdered ? 0 : 10 * kills))
        var last: [String: Int] = [:]
        for message in all {
            guard let number = message.body.split(separator: " ").last.flatMap({ Int($0) }) else { continue }
            let bytes = MessageAttributeValue.binary([UInt8(number % 256)])
            #expect(message.messageAttributes == ["number": .number("\(number)"), "bytes": bytes])
            if keepsTraces {
                #expect(message.attributes?["AWSTraceHeader"]?.hasSuffix("Parent=\(number)") == true)
            }
            guard isOrdered else { continue }
            let group = message.attributes?["MessageGroupId"] ?? ""
            #expect(group == "group-\(number % 20)")
            #expect(last[group, default: -1] < number)
            last[group] = number
        }
        return all.count - bodies.count
    }
}
