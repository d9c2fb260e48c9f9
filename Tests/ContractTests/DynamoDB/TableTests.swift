import AWSClient
import HTTP
import Testing

@Suite(.needsMoto) struct TableTests {
    @Test(arguments: Adapter.allCases)
    func `a table is made once, and is gone when it is deleted`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let described = try await table.call(DescribeTable(tableName: table.name)).table
        #expect(described.tableName == table.name && described.tableStatus == "ACTIVE")
        let again = CreateTable(
            tableName: table.name,
            attributeDefinitions: [AttributeDefinition(attributeName: "p", attributeType: "S")],
            keySchema: [KeySchemaElement(attributeName: "p", keyType: .hash)]
        )
        let taken = await #expect(throws: CallFailure.self) { try await table.call(again) }
        #expect(taken?.code == "ResourceInUseException")
        #expect(try await table.call(DeleteTable(tableName: table.name)).table.tableName == table.name)
        let gone = await #expect(throws: CallFailure.self) {
            try await table.call(DescribeTable(tableName: table.name))
        }
        #expect(gone?.code == "ResourceNotFoundException")
    }

    @Test(arguments: Adapter.allCases)
    func `a table may let its items lapse`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        _ = try await table.call(UpdateTimeToLive(tableName: table.name, attributeName: "until", enabled: true))
        let call = ServiceCall(
            headers: [
                "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.DescribeTimeToLive",
            ],
            body: Array(#"{"TableName":"\#(table.name)"}"#.utf8),
            isIdempotent: true,
            deadline: table.cloud.deadline
        )
        let client = table.cloud.client(.dynamodb, speaking: .json(version: "1.0"))
        let answer = String(decoding: try await client.perform(call).body, as: UTF8.self)
        #expect(answer.contains(#""until""#) && answer.contains(#""ENABLED""#), "\(answer)")
    }
}
