import AWSClient
import Processes
import TestKit
import Testing

@testable import local_runner

extension ProgramTests {
    /// Who can reach the cloud: this machine, and nobody else.
    struct ListenerTests {
        @Test func `it listens on one port, of 127.0.0.1`() async throws {
            let cloud = try await RunningCloud()
            // Whatever opens with the first calls is open by now.
            _ = try await cloud.clients().sqs.queues()
            let listeners = try Self.listeners(of: cloud.process.program.id)
            #expect(listeners == ["127.0.0.1:\(cloud.port ?? 0)"])
            await cloud.process.end()
        }

        @Test(.disabled(if: Sanitizer.isPresent, "\(Sanitizer.excuse)"))
        func `each program of a function has one port more, of 127.0.0.1, for as long as it lives`() async throws {
            try await withTemporaryFolder { folder in
                try run("ln", "-s", ChildProcess.path(of: "runtime-probe"), "\(folder)/bootstrap")
                try write(Self.template, to: "\(folder)/template.yaml")
                let cloud = try await RunningCloud(template: "\(folder)/template.yaml")
                let own = "127.0.0.1:\(cloud.port ?? 0)"
                #expect(try Self.listeners(of: cloud.process.program.id) == [own])
                let message = OutgoingMessage(messageBody: "the probe knows no such event")
                _ = try await cloud.clients().sqs.call(SendMessage(queueUrl: cloud.url(ofQueue: "work"), message))
                // Its address, then what Lambda writes of an event: its start, its end and its report.
                await cloud.process.wait(forLines: 4)
                let listeners = try Self.listeners(of: cloud.process.program.id)
                #expect(listeners.count == 2 && listeners.contains(own))
                #expect(listeners.allSatisfy { $0.hasPrefix("127.0.0.1:") })
                await cloud.process.end()
            }
        }

        private static let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Work: {Type: 'AWS::SQS::Queue', Properties: {QueueName: work, VisibilityTimeout: 600}}
              Probe:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: provided.al2023
                  Handler: bootstrap
                  CodeUri: ./
                  MemorySize: 512
                  Events:
                    Work: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn}}
            """

        /// The kernel's word: every socket of the process that listens, or that takes datagrams.
        private static func listeners(of process: Int32) throws -> [String] {
            let links = try run("find", "/proc/\(process)/fd", "-lname", "socket:*", "-printf", "%l\n")
            let nodes = Set(links.split(separator: "\n").map { $0.drop { $0 != "[" }.dropFirst().dropLast() })
            var found: [String] = []
            for table in ["tcp", "tcp6", "udp", "udp6"] {
                for line in try run("cat", "/proc/\(process)/net/\(table)").split(separator: "\n").dropFirst() {
                    let fields = line.split(separator: " ")
                    guard fields.count > 9, nodes.contains(fields[9]) else { continue }
                    let isListener = table.hasPrefix("udp") || fields[3] == "0A"
                    if isListener { found.append(Self.address(fields[1])) }
                }
            }
            return found
        }

        /// `0100007F:1F90` as people write it; an address of IPv6 as it stands.
        private static func address(_ field: Substring) -> String {
            let parts = field.split(separator: ":")
            guard parts.count == 2, parts[0].utf8.count == 8, let number = UInt32(parts[0], radix: 16) else {
                return String(field)
            }
            let bytes = [0, 8, 16, 24].map { "\((number >> $0) & 0xFF)" }
            return "\(bytes.joined(separator: ".")):\(Int(parts[1], radix: 16) ?? -1)"
        }
    }
}
