import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// What an operation costs does not follow from how much is in the queue.
struct CostTests {
    /// How much is moved about for one message in and out, hidden and expired, with so many others there.
    private func cost(with others: Int, in name: String) async throws -> Int {
        let yard = try Yard()
        let isFIFO = name.hasSuffix(".fifo")
        _ = isFIFO ? try await yard.createFIFO(name) : try await yard.create(name)
        let arn = try #require(ARN(Yard.arn(name)))
        func put(_ number: Int) async throws {
            try await yard.queues.take(
                Delivery(
                    to: arn,
                    from: .bucket("uploads"),
                    body: "m",
                    groupID: isFIFO ? "\(number % 1_000)" : nil,
                    deduplicationID: "\(number)"
                )
            )
        }
        for number in 0..<others { try await put(number) }
        let taken = try await yard.queues.receive(from: arn, atMost: others / 100)
        let before = try await yard.queues.steps(of: arn)
        try await put(others)
        let message = try await yard.queues.receive(from: arn, atMost: 1)[0]
        try await yard.queues.changeVisibility(of: message.receiptHandle, to: .seconds(5), in: arn)
        yard.clock.advance(by: .seconds(6))
        try await yard.queues.delete(taken[0].receiptHandle, from: arn)
        return try await yard.queues.steps(of: arn) - before
    }

    @Test(arguments: ["orders", "orders.fifo"])
    func `a hundred times the messages cost a few steps more`(_ name: String) async throws {
        let few = try await cost(with: 1_000, in: name)
        let many = try await cost(with: 100_000, in: name)
        #expect(few > 0 && many <= few + 80, "\(few) steps with 1,000 and \(many) with 100,000")
    }

    @Test func `no more than so many messages are in flight`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        let arn = try #require(ARN(Yard.arn("orders")))
        for _ in 0...120_000 { try await yard.queues.take(Delivery(to: arn, from: .bucket("uploads"), body: "m")) }
        #expect(try await yard.queues.receive(from: arn, atMost: 200_000).count == 120_000)
        #expect(try await yard.refusal("ReceiveMessage", ["QueueUrl": .string(url)]) == "OverLimit")
        #expect(try await yard.counts(url) == [1, 120_000, 0])
    }
}
