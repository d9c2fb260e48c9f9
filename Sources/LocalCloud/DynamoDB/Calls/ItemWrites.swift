import AWSClient
import JSON

/// A write that is a call of its own.
struct SingleWrite {
    enum Shown: String, CaseIterable {
        case allNew = "ALL_NEW"
        case updatedOld = "UPDATED_OLD"
        case allOld = "ALL_OLD"
        case none = "NONE"
        case updatedNew = "UPDATED_NEW"
    }

    private let write: ItemWrite
    private let shown: Shown
    private let capacity: CapacityShown

    init(_ fields: inout CallFields, _ kind: ItemWrite.Kind) throws(ServiceFault) {
        write = try ItemWrite(&fields, kind)
        shown = try fields.choice("ReturnValues") ?? .none
        capacity = try CapacityShown(&fields)
        try fields.refuseCollectionMetrics()
        switch (kind, shown) {
        case (.update, _), (_, .none), (_, .allOld): break
        case (_, .allNew), (_, .updatedOld), (_, .updatedNew): throw .invalid("Return values set to invalid value")
        }
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.table(write.table, for: write.kind.action, by: request)
        let change: ItemChange
        let place = try table.place(of: write)
        do throws(WriteRefusal) {
            change = try table.change(write, at: place)
        } catch {
            throw error.fault
        }
        let units = tables.apply([(table, change)])
        try await tables.ground.journal.settle()
        var answer = JSONObject()
        if let shown = attributes(of: change), !shown.attributes.isEmpty {
            answer["Attributes"] = AttributeValue.json(shown.attributes)
        }
        answer["ConsumedCapacity"] = units.first.flatMap { capacity.json(of: Cost($0), at: table) }
        return .object(answer)
    }

    private func attributes(of change: ItemChange) -> Item? {
        switch shown {
        case .none: nil
        case .allOld: change.before?.item
        case .allNew: change.after?.item
        case .updatedOld: touched.flatMap { projection in change.before.map { projection.shown(of: $0.item) } }
        case .updatedNew: touched.flatMap { projection in change.after.map { projection.shown(of: $0.item) } }
        }
    }

    /// What the update speaks of.
    private var touched: Projection? {
        guard case .update(let expression?) = write.deed else { return nil }
        return Projection(paths: expression.actions.map(\.path))
    }
}

struct PutItem: TableCall {
    private let write: SingleWrite

    init(_ fields: inout CallFields) throws(ServiceFault) { write = try SingleWrite(&fields, .put) }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        try await write.perform(in: tables, for: request)
    }
}

struct UpdateItem: TableCall {
    private let write: SingleWrite

    init(_ fields: inout CallFields) throws(ServiceFault) { write = try SingleWrite(&fields, .update) }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        try await write.perform(in: tables, for: request)
    }
}

struct DeleteItem: TableCall {
    private let write: SingleWrite

    init(_ fields: inout CallFields) throws(ServiceFault) { write = try SingleWrite(&fields, .delete) }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        try await write.perform(in: tables, for: request)
    }
}

extension CallFields {
    mutating func refuseCollectionMetrics() throws(ServiceFault) {
        guard let text = try text("ReturnItemCollectionMetrics"), text != "NONE" else { return }
        throw .notEmulated("ReturnItemCollectionMetrics")
    }
}
