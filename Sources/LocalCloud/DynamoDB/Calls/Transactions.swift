import AWSClient
import Crypto
import JSON
import Time

/// At most a hundred writes of different items, all of them or none.
///
/// The actor does one thing at a time, so that no transaction is ever in another's way.
struct TransactWriteItems: TableCall {
    private let writes: [ItemWrite]
    private let token: String?
    private let capacity: CapacityShown

    /// DynamoDB refuses a transaction of more bytes.
    private static let longest = 4 << 20

    init(_ fields: inout CallFields) throws(ServiceFault) {
        capacity = try CapacityShown(&fields)
        token = try fields.text("ClientRequestToken")
        try fields.refuseCollectionMetrics()
        let writes = try fields.list("TransactItems") { item throws(ServiceFault) in
            var writes: [ItemWrite] = []
            for kind in [ItemWrite.Kind.check, .put, .delete, .update] {
                if let write = try item.part(
                    kind.rawValue,
                    { part throws(ServiceFault) in try ItemWrite(&part, kind) }
                ) {
                    writes.append(write)
                }
            }
            guard let write = writes.first, writes.count == 1 else {
                throw .invalid(
                    "TransactItems can only contain one of Check, Put, Update or Delete"
                )
            }
            return write
        }
        self.writes = try fields.required(writes, "TransactItems")
        try fields.checkTransaction(of: self.writes.count)
        if let token, token.isEmpty || token.utf8.count > 36 {
            throw .unsatisfied("'\(token)'", at: "clientRequestToken", "Member must have length between 1 and 36")
        }
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        var places: [(table: Table, place: ItemKey)] = []
        var known: Set<[String]> = []
        for write in writes {
            let table = try tables.table(write.table, for: write.kind.action, by: request)
            let place = try table.place(of: write)
            guard known.insert([write.table, place.text]).inserted else {
                throw .invalid("Transaction request cannot include multiple operations on one item")
            }
            places.append((table, place))
        }
        if let token {
            let isRepeated = try tables.tokens.knows(token, of: request.body, at: tables.ground.clock.now)
            if isRepeated { return answer(repeated: places) }
        }
        let changes = try changes(places)
        let size = changes.reduce(0) { $0 + max($1.change.before?.size ?? 0, $1.change.after?.size ?? 0) }
        if size > Self.longest { throw .invalid("Aggregated size of the items of a transaction exceeds 4 MB") }
        let units = tables.apply(changes)
        if let token { tables.tokens.add(token, of: request.body, at: tables.ground.clock.now) }
        try await tables.ground.journal.settle()
        return answer(capacity.json(of: zip(changes, units).map { ($0.table, Cost($1, times: 2)) }))
    }

    /// What all of them change; nothing is changed before each is known to be fine.
    private func changes(
        _ places: [(table: Table, place: ItemKey)]
    ) throws(ServiceFault) -> [(table: Table, change: ItemChange)] {
        var changes: [(table: Table, change: ItemChange)] = []
        var reasons: [CancellationReason] = []
        for (write, (table, place)) in zip(writes, places) {
            do throws(WriteRefusal) {
                changes.append((table, try table.change(write, at: place)))
                reasons.append(.none)
            } catch {
                reasons.append(CancellationReason(error))
            }
        }
        if changes.count < writes.count { throw .cancelled(reasons) }
        return changes
    }

    private func answer(_ cost: JSONValue?) -> JSONValue {
        var answer = JSONObject()
        answer["ConsumedCapacity"] = cost
        return .object(answer)
    }

    /// A call that was answered before costs what reading the items does.
    private func answer(repeated places: [(table: Table, place: ItemKey)]) -> JSONValue {
        let reads = places.map { table, place in
            (table: table, cost: Cost(read: 2 * Cost.read(table.items[place]?.size ?? 0, isConsistent: true)))
        }
        return answer(capacity.json(of: reads))
    }
}

/// At most a hundred items, all as they were at one moment.
struct TransactGetItems: TableCall {
    private let reads: [ItemRead]
    private let capacity: CapacityShown

    init(_ fields: inout CallFields) throws(ServiceFault) {
        capacity = try CapacityShown(&fields)
        let reads = try fields.list("TransactItems") { item throws(ServiceFault) in
            let read = try item.part("Get") { part throws(ServiceFault) in try ItemRead(&part) }
            return try item.required(read, "Get")
        }
        self.reads = try fields.required(reads, "TransactItems")
        try fields.checkTransaction(of: self.reads.count)
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        var responses: [JSONValue] = []
        var costs: [(table: Table, cost: Cost)] = []
        for read in reads {
            let table = try tables.table(read.table, for: "GetItem", by: request)
            let item = table.items[try read.place(in: table)]
            responses.append(item.map { ["Item": read.json(of: $0)] } ?? [:])
            costs.append((table, Cost(read: 2 * Cost.read(item?.size ?? 0, isConsistent: true))))
        }
        var answer: JSONObject = ["Responses": .array(responses)]
        answer["ConsumedCapacity"] = capacity.json(of: costs)
        return .object(answer)
    }
}

extension CallFields {
    fileprivate func checkTransaction(of count: Int) throws(ServiceFault) {
        guard (1...DynamoDB.mostItemsOfTransaction).contains(count) else {
            throw .unsatisfied(
                "'[\(count) items]'",
                at: "transactItems",
                count == 0
                    ? "Member must have length greater than or equal to 1"
                    : "Member must have length less than or equal to \(DynamoDB.mostItemsOfTransaction)"
            )
        }
    }
}

/// What became of one item of a transaction that was cancelled.
struct CancellationReason {
    let code: String
    var message: String?
    var item: Item?

    static let none = CancellationReason(code: "None")

    private init(code: String) {
        self.code = code
    }

    init(_ refusal: WriteRefusal) {
        message = refusal.fault.message
        switch refusal {
        case .conditionFailed(let item):
            code = "ConditionalCheckFailed"
            self.item = item
        case .fault: code = "ValidationError"
        }
    }

    fileprivate var json: JSONValue {
        var json: JSONObject = ["Code": .string(code)]
        json["Message"] = message.map { .string($0) }
        json["Item"] = item.map { AttributeValue.json($0.attributes) }
        return .object(json)
    }
}

extension ServiceFault {
    fileprivate static func cancelled(_ reasons: [CancellationReason]) -> ServiceFault {
        let codes = reasons.map(\.code).joined(separator: ", ")
        return ServiceFault(
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons [\(codes)]",
            details: ["CancellationReasons": .array(reasons.map(\.json))]
        )
    }
}

/// The tokens of transactions that were made in the last ten minutes.
struct TransactionTokens {
    private var bodies: [String: SHA256Digest] = [:]
    /// The earliest first.
    private var order: [(end: Instant, token: String)] = []

    /// Whether the same was asked with the same token before; another thing asked with it is refused.
    mutating func knows(_ token: String, of body: [UInt8], at now: Instant) throws(ServiceFault) -> Bool {
        let gone = order.prefix { $0.end <= now }
        for (_, token) in gone { bodies[token] = nil }
        order.removeFirst(gone.count)
        guard let known = bodies[token] else { return false }
        if known == SHA256.digest(of: body) { return true }
        throw ServiceFault(
            "IdempotentParameterMismatchException",
            "The request uses the same client token as a previous, but non-identical request. Do not reuse a client "
                + "token with different requests, unless the requests are identical"
        )
    }

    mutating func add(_ token: String, of body: [UInt8], at now: Instant) {
        bodies[token] = SHA256.digest(of: body)
        order.append((now + .seconds(600), token))
    }
}
