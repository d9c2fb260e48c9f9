import JSON
import TestKit
import Testing
import Time

/// Items that end by the clock.
struct TimeToLiveTests {
    @Test func `an item ends at its second, in its indexes too`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let now = Int(Neighbourhood.start.secondsSinceEpoch)
        try await desk.put(["id": ["S": "soon"], "end": ["N": "\(now + 10)"]])
        try await desk.put(["id": ["S": "later"], "end": ["N": "\(now + 20).5"]])
        try await desk.put(["id": ["S": "text"], "end": ["S": "\(now + 10)"]])
        try await desk.put(["id": ["S": "never"]])
        try await desk.put(["id": ["S": "mistake"], "end": ["N": "12"]])
        let on: JSONValue = [
            "TableName": "tab", "TimeToLiveSpecification": ["AttributeName": "end", "Enabled": true],
        ]
        try await desk.call("UpdateTimeToLive", on)
        #expect(
            try await desk.call("DescribeTimeToLive", ["TableName": "tab"])["TimeToLiveDescription"] == [
                "AttributeName": "end", "TimeToLiveStatus": "ENABLED",
            ]
        )
        #expect(try await desk.outcome("UpdateTimeToLive", on).contains("TimeToLive is already enabled"))
        for (second, left) in [(9, 5), (10, 4), (19, 4), (20, 3), (1_000, 3)] {
            desk.clock.advance(to: Neighbourhood.start + .seconds(second))
            #expect(try await desk.call("Scan", ["TableName": "tab"])["Count"]?.int == left)
        }
    }

    @Test func `an item whose end is put off stays`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let now = Int(Neighbourhood.start.secondsSinceEpoch)
        try await desk.call(
            "UpdateTimeToLive",
            ["TableName": "tab", "TimeToLiveSpecification": ["AttributeName": "end", "Enabled": true]]
        )
        try await desk.put(["id": ["S": "1"], "end": ["N": "\(now + 10)"]])
        try await desk.put(["id": ["S": "1"], "end": ["N": "\(now + 30)"]])
        desk.clock.advance(to: Neighbourhood.start + .seconds(20))
        #expect(try await desk.call("Scan", ["TableName": "tab"])["Count"] == 1)
        desk.clock.advance(to: Neighbourhood.start + .seconds(30))
        #expect(try await desk.call("Scan", ["TableName": "tab"])["Count"] == 0)
    }
}
