import JSON

/// What a call has cost at one table.
struct Cost {
    private(set) var table = 0.0
    /// By name.
    private(set) var indexes: [String: Double] = [:]

    /// A transaction's writes cost twice as much.
    init(_ units: WriteUnits, times factor: Double = 1) {
        table = Double(units.table) * factor
        indexes = units.indexes.mapValues { Double($0) * factor }
    }

    /// `index` is what was read in place of the table.
    init(read units: Double, of index: String? = nil, fetched: Double = 0) {
        table = index == nil ? units : fetched
        if let index { indexes[index] = units }
    }

    /// Sorted, for the sum of fractions would depend on the order.
    var total: Double { indexes.sorted { $0.key < $1.key }.reduce(table) { $0 + $1.value } }

    static func += (left: inout Cost, right: Cost) {
        left.table += right.table
        left.indexes.merge(right.indexes, uniquingKeysWith: +)
    }

    /// How much is read at once for one unit, or for half of one where the reader does not insist on the newest.
    static func read(_ size: Int, isConsistent: Bool) -> Double {
        Double(max(1, (size + 4_095) / 4_096)) * (isConsistent ? 1 : 0.5)
    }
}

/// Whether an answer tells what the call has cost.
struct CapacityShown {
    private enum Choice: String, CaseIterable {
        case indexes = "INDEXES"
        case total = "TOTAL"
        case none = "NONE"
    }

    private let choice: Choice

    init(_ fields: inout CallFields) throws(ServiceFault) {
        choice = try fields.choice("ReturnConsumedCapacity") ?? .none
    }

    func json(of cost: Cost, at table: Table) -> JSONValue? {
        // Whoever counts what calls cost is told of each, whether or not its caller asked.
        SpentCapacity.current?.add(cost.total)
        if choice == .none { return nil }
        let total = cost.total
        var json: JSONObject = ["TableName": .string(table.definition.name), "CapacityUnits": .double(total)]
        guard choice == .indexes else { return .object(json) }
        json["Table"] = ["CapacityUnits": .double(cost.table)]
        for kind in IndexDefinition.Kind.allCases {
            let members = table.definition.indexes(kind).compactMap { index in
                cost.indexes[index.name].map {
                    JSONObject.Member(key: index.name, value: ["CapacityUnits": .double($0)])
                }
            }
            if !members.isEmpty { json[kind.rawValue] = .object(JSONObject(unchecked: members)) }
        }
        return .object(json)
    }

    /// Of a call that is about several tables, each told once.
    func json(of costs: [(table: Table, cost: Cost)]) -> JSONValue? {
        var sums: [(table: Table, cost: Cost)] = []
        for (table, cost) in costs {
            if let place = sums.firstIndex(where: { $0.table === table }) {
                sums[place].cost += cost
            } else {
                sums.append((table, cost))
            }
        }
        let all = sums.compactMap { json(of: $0.cost, at: $0.table) }
        return choice == .none ? nil : .array(all)
    }
}
