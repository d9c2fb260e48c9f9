import AWSClient
import JSON

/// Has items end at the second that an attribute of theirs names.
struct UpdateTimeToLive: TableCall {
    private let name: String
    private let attribute: String
    private let isEnabled: Bool

    init(_ fields: inout CallFields) throws(ServiceFault) {
        name = try fields.tableName()
        let specification = try fields.part("TimeToLiveSpecification") { part throws(ServiceFault) in
            let attribute = try part.required(try part.text("AttributeName"), "AttributeName")
            return (attribute, try part.required(try part.flag("Enabled"), "Enabled"))
        }
        (attribute, isEnabled) = try fields.required(specification, "TimeToLiveSpecification")
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.named(name, for: "UpdateTimeToLive", by: request)
        switch (table.definition.lifetimeAttribute, isEnabled) {
        case (nil, false): throw .invalid("TimeToLive is already disabled")
        case (attribute?, true): throw .invalid("TimeToLive is already enabled")
        case (let other?, true):
            throw .invalid("TimeToLive is active on a different AttributeName: current AttributeName is \(other)")
        case (let other?, false) where other != attribute:
            throw .invalid("TimeToLive is active on a different AttributeName: current AttributeName is \(other)")
        case (nil, true), (_?, false): break
        }
        try table.change { definition throws(ServiceFault) in
            definition.lifetimeAttribute = isEnabled ? attribute : nil
        }
        tables.keep(table.definition)
        try await tables.ground.journal.settle()
        return ["TimeToLiveSpecification": ["AttributeName": .string(attribute), "Enabled": .bool(isEnabled)]]
    }
}

struct DescribeTimeToLive: TableCall {
    private let name: String

    init(_ fields: inout CallFields) throws(ServiceFault) { name = try fields.tableName() }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.named(name, for: "DescribeTimeToLive", by: request)
        guard let attribute = table.definition.lifetimeAttribute else {
            return ["TimeToLiveDescription": ["TimeToLiveStatus": "DISABLED"]]
        }
        return ["TimeToLiveDescription": ["AttributeName": .string(attribute), "TimeToLiveStatus": "ENABLED"]]
    }
}
