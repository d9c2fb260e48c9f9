import AWSClient
import JSON
import Time

extension TableDefinition {
    /// As CreateTable would have it: what the journal keeps, and the beginning of a description.
    var json: JSONObject {
        var json: JSONObject = [
            "TableName": .string(name),
            "AttributeDefinitions": .array(
                attributes.map {
                    ["AttributeName": .string($0.name), "AttributeType": .string($0.kind.rawValue)]
                }
            ),
            "KeySchema": schema.json,
            "DeletionProtectionEnabled": .bool(isProtected),
        ]
        for kind in IndexDefinition.Kind.allCases {
            let indexes = indexes(kind)
            if !indexes.isEmpty { json[kind.rawValue] = .array(indexes.map { .object($0.json) }) }
        }
        return json
    }

    /// What the journal keeps beside that.
    var journalRow: [UInt8] {
        var json = json
        json["BillingMode"] = .string(billing.rawValue)
        json["ProvisionedThroughput"] = throughput?.json
        let row: JSONValue = [
            "Table": .object(json), "Id": .string(id), "Created": .integer(Int(created.nanosecondsSinceEpoch)),
            "Lifetime": lifetimeAttribute.map { .string($0) } ?? .null,
        ]
        return row.bytes()
    }
}

extension Table {
    /// As DescribeTable tells it; AWS gives sizes that are up to six hours old.
    func description(in place: CloudPlace) -> JSONValue {
        var json = definition.json
        let arn = place.table(definition.name)
        json["TableArn"] = .string("\(arn)")
        json["TableId"] = .string(definition.id)
        json["TableStatus"] = "ACTIVE"
        json["CreationDateTime"] = .double(Double(definition.created.millisecondsSinceEpoch) / 1_000)
        json["ItemCount"] = .integer(items.count)
        json["TableSizeBytes"] = .integer(size)
        json["ProvisionedThroughput"] = Throughput.described(definition.throughput)
        if definition.billing == .perRequest {
            json["BillingModeSummary"] = ["BillingMode": .string(definition.billing.rawValue)]
        }
        for kind in IndexDefinition.Kind.allCases {
            guard let list = json[kind.rawValue]?.array else { continue }
            json[kind.rawValue] = .array(list.map { described($0, under: arn) })
        }
        return .object(json)
    }

    private func described(_ index: JSONValue, under arn: ARN) -> JSONValue {
        guard var json = index.object, let name = json["IndexName"]?.string, let index = indexes[name] else {
            return index
        }
        json["IndexArn"] = .string("\(arn)/index/\(name)")
        json["IndexSizeBytes"] = .integer(index.size)
        json["ItemCount"] = .integer(index.entries.count)
        if index.definition.kind == .global {
            json["IndexStatus"] = "ACTIVE"
            json["ProvisionedThroughput"] = Throughput.described(index.definition.throughput)
        }
        return .object(json)
    }
}

extension CloudPlace {
    func table(_ name: String) -> ARN { arn("dynamodb", "table/\(name)") }
}

extension KeySchema {
    fileprivate var json: JSONValue {
        .array(
            zip(names, ["HASH", "RANGE"]).map { ["AttributeName": .string($0), "KeyType": .string($1)] }
        )
    }
}

extension IndexDefinition {
    fileprivate var json: JSONObject {
        let projection: JSONValue =
            switch held {
            case .all: ["ProjectionType": .string(ProjectionType.all.rawValue)]
            case .keysOnly: ["ProjectionType": .string(ProjectionType.keysOnly.rawValue)]
            case .include(let names):
                [
                    "ProjectionType": .string(ProjectionType.include.rawValue),
                    "NonKeyAttributes": .array(names.map { .string($0) }),
                ]
            }
        var json: JSONObject = ["IndexName": .string(name), "KeySchema": schema.json, "Projection": projection]
        json["ProvisionedThroughput"] = throughput?.json
        return json
    }
}

extension Throughput {
    var json: JSONValue {
        ["ReadCapacityUnits": .integer(readCapacityUnits), "WriteCapacityUnits": .integer(writeCapacityUnits)]
    }

    static func described(_ throughput: Throughput?) -> JSONValue {
        [
            "NumberOfDecreasesToday": 0,
            "ReadCapacityUnits": .integer(throughput?.readCapacityUnits ?? 0),
            "WriteCapacityUnits": .integer(throughput?.writeCapacityUnits ?? 0),
        ]
    }
}
