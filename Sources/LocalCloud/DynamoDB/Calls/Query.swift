import AWSClient
import JSON

/// The items of one partition, in order.
struct Query: TableCall {
    private var page: ItemPage
    private let condition: Condition

    init(_ fields: inout CallFields) throws(ServiceFault) {
        var placeholders = try fields.placeholders()
        let condition = try fields.condition(.keyCondition, &placeholders)
        page = try ItemPage(&fields, &placeholders)
        page.isBackward = try fields.flag("ScanIndexForward") == false
        // The legacy parameter for it, if there is one, is what is named.
        try fields.finish()
        guard let condition else {
            throw .invalid(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
                    + "request."
            )
        }
        self.condition = condition
        try placeholders.checkUse(ofNames: true, ofValues: true, [.filter, .keyCondition])
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.table(page.table, for: "Query", index: page.index, by: request)
        var index: SecondaryIndex?
        if let name = page.index { index = try table.index(named: name) }
        let schema = index?.definition.schema ?? table.definition.schema
        let keys: KeyCondition
        do throws(ExpressionFault) {
            keys = try KeyCondition(condition, on: schema)
        } catch {
            throw ServiceFault(error)
        }
        if let key = schema.names.first(where: { page.filter?.attributes.contains($0) == true }) {
            throw .invalid(
                "Filter Expression can only contain non-primary key attributes: Primary key attribute: \(key)"
            )
        }
        return try page.read(keys.keys, of: table, index)
    }
}

/// All items, or a segment of them for each of those who share the work.
struct Scan: TableCall {
    private let page: ItemPage
    private let keys: Range<ItemKey>

    init(_ fields: inout CallFields) throws(ServiceFault) {
        var placeholders = try fields.placeholders()
        page = try ItemPage(&fields, &placeholders)
        try placeholders.checkUse(ofNames: page.hasExpression, ofValues: page.filter != nil, [.filter])
        switch (try fields.integer("Segment"), try fields.integer("TotalSegments")) {
        case (nil, nil): keys = .first ..< .last
        case (_?, nil):
            throw .invalid(
                "The TotalSegments parameter is required but was not present in the request when Segment parameter "
                    + "is present"
            )
        case (nil, _?):
            throw .invalid(
                "The Segment parameter is required but was not present in the request when parameter TotalSegments "
                    + "is present"
            )
        case (let segment?, let total?):
            guard (1...Self.mostSegments).contains(total) else {
                throw .unsatisfied(
                    "'\(total)'",
                    at: fields.member("TotalSegments"),
                    "Member must have value between 1 and \(Self.mostSegments)"
                )
            }
            guard segment >= 0, segment < total else {
                throw .invalid(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                        + "Segment: \(segment) is not less than TotalSegments: \(total)"
                )
            }
            let end = segment + 1 == total ? ItemKey.last : ItemKey(segment: segment + 1, of: total)
            keys = ItemKey(segment: segment, of: total)..<end
        }
    }

    private static let mostSegments = 1_000_000

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.table(page.table, for: "Scan", index: page.index, by: request)
        var index: SecondaryIndex?
        if let name = page.index { index = try table.index(named: name) }
        return try page.read(keys, of: table, index)
    }
}
