import AWSClient
import HTTP
import JSON
import Testing
import Time

struct BatchTests {
    private let clock = LeapingClock()

    private func item(_ id: Int) -> Item { ["id": .number("\(id)")] }

    private var writes: BatchWriteItem {
        BatchWriteItem(requestItems: ["t": [.put(item: item(1)), .delete(key: item(2))]], isIdempotent: true)
    }

    private var reads: BatchGetItem {
        BatchGetItem(requestItems: ["t": KeysAndAttributes(keys: [item(1), item(2)], consistentRead: true)])
    }

    private static let oneWriteLeft = #"{"UnprocessedItems":{"t":[{"DeleteRequest":{"Key":{"id":{"N":"2"}}}}]}}"#

    @Test func `what a batch left undone comes back to its caller`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], Self.oneWriteLeft)])
        let output = try await DynamoDB.scripted(transport).call(writes)
        #expect(output.unprocessedItems == ["t": [.delete(key: item(2))]])
        #expect(
            try transport.lastJSON()["RequestItems"] == [
                "t": [
                    ["PutRequest": ["Item": ["id": ["N": "1"]]]], ["DeleteRequest": ["Key": ["id": ["N": "2"]]]],
                ]
            ]
        )
    }

    @Test func `only what was left undone is written again, later each time`() async throws {
        let left = ScriptedTransport.Reply.answer(200, [:], Self.oneWriteLeft)
        let transport = ScriptedTransport([left, left, left, .answer(200, [:], #"{"UnprocessedItems":{}}"#)])
        try await DynamoDB.scripted(transport, clock: clock).writeAll(writes)
        #expect(transport.requests.count == 4)
        #expect(
            try transport.lastJSON()["RequestItems"] == ["t": [["DeleteRequest": ["Key": ["id": ["N": "2"]]]]]]
        )
        // Half of the bound each time, for so the script draws.
        #expect(clock.naps == [.milliseconds(25), .milliseconds(50), .milliseconds(100)])
    }

    @Test func `what is never written is given back`() async {
        let transport = ScriptedTransport(Array(repeating: .answer(200, [:], Self.oneWriteLeft), count: 20))
        let failure = await #expect(throws: Unfinished<[String: [WriteRequest]]>.self) {
            try await DynamoDB.scripted(transport, clock: clock).writeAll(writes)
        }
        #expect(failure?.cause == .attemptsUsedUp && failure?.rest == ["t": [.delete(key: item(2))]])
        #expect(transport.requests.count == 10)
    }

    @Test func `nothing is waited for that the deadline does not allow`() async {
        let transport = ScriptedTransport(Array(repeating: .answer(200, [:], Self.oneWriteLeft), count: 20))
        let deadline = clock.now + .milliseconds(60)
        let failure = await #expect(throws: Unfinished<[String: [WriteRequest]]>.self) {
            try await DynamoDB.scripted(transport, clock: clock).writeAll(writes, deadline: deadline)
        }
        #expect(failure?.cause == .deadlineTooNear)
        #expect(clock.naps == [.milliseconds(25)])
    }

    @Test func `a batch that fails says what is left of it`() async {
        let refusal = ScriptedTransport.Reply.answer(400, [:], #"{"__type":"ValidationException"}"#)
        let transport = ScriptedTransport([.answer(200, [:], Self.oneWriteLeft), refusal])
        let failure = await #expect(throws: Unfinished<[String: [WriteRequest]]>.self) {
            try await DynamoDB.scripted(transport, clock: clock).writeAll(writes)
        }
        guard case .failure(let cause)? = failure?.cause else { return #expect(Bool(false), "no cause") }
        #expect(cause.code == "ValidationException" && failure?.rest == ["t": [.delete(key: item(2))]])
    }

    @Test func `what was read in several rounds comes together`() async throws {
        let first = """
            {"Responses":{"t":[{"id":{"N":"1"}}]},
            "UnprocessedKeys":{"t":{"Keys":[{"id":{"N":"2"}}],"ConsistentRead":true}}}
            """
        let second = #"{"Responses":{"t":[{"id":{"N":"2"}}]},"UnprocessedKeys":{}}"#
        let transport = ScriptedTransport([.answer(200, [:], first), .answer(200, [:], second)])
        let items = try await DynamoDB.scripted(transport, clock: clock).getAll(reads)
        #expect(items == ["t": [item(1), item(2)]])
        #expect(
            try transport.lastJSON()["RequestItems"] == ["t": ["ConsistentRead": true, "Keys": [["id": ["N": "2"]]]]]
        )
    }

    @Test func `a reading that comes to no end says which keys are left`() async {
        let left = #"{"Responses":{},"UnprocessedKeys":{"t":{"Keys":[{"id":{"N":"2"}}]}}}"#
        let transport = ScriptedTransport(Array(repeating: .answer(200, [:], left), count: 20))
        let failure = await #expect(throws: Unfinished<[String: KeysAndAttributes]>.self) {
            try await DynamoDB.scripted(transport, clock: clock).getAll(reads)
        }
        #expect(failure?.cause == .attemptsUsedUp && failure?.rest["t"]?.keys == [item(2)])
    }

    @Test func `a batch whose task is cancelled stops, and says what is left`() async {
        let transport = ScriptedTransport(Array(repeating: .answer(200, [:], Self.oneWriteLeft), count: 20))
        let dynamoDB = DynamoDB(
            at: .loopback,
            credentials: Credentials.sample,
            outside: .scripted(transport, clock: CancelledClock())
        )
        let failure = await #expect(throws: Unfinished<[String: [WriteRequest]]>.self) {
            try await dynamoDB.writeAll(writes)
        }
        #expect(failure?.cause == .failure(.transport(.cancelled)) && transport.requests.count == 1)
    }
}

/// A clock whose sleepers are all cancelled.
private struct CancelledClock: WallClock {
    var now: Instant { .epoch }

    func sleep(until deadline: Instant) async throws(CancellationError) { throw CancellationError() }
}
