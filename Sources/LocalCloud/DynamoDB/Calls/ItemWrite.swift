import AWSClient

/// What a call wants done to one item.
struct ItemWrite {
    enum Kind: String, CaseIterable {
        case put = "Put"
        case update = "Update"
        case delete = "Delete"
        case check = "ConditionCheck"

        /// As permissions name it.
        var action: String { self == .check ? "ConditionCheckItem" : "\(rawValue)Item" }
    }

    enum Deed {
        case put
        /// Nil for one that says nothing, and makes an item that is not there.
        case update(UpdateExpression?)
        case delete
        case check
    }

    let kind: Kind
    let table: String
    /// The key; of a put, the whole item.
    let item: Item
    let deed: Deed
    var condition: Condition?
    /// Whether a condition that fails tells the item as it is.
    var tellsItem = false

    init(_ fields: inout CallFields, _ kind: Kind) throws(ServiceFault) {
        self.kind = kind
        table = try fields.tableName()
        let name = kind == .put ? "Item" : "Key"
        item = try fields.required(try fields.item(name), name)
        var placeholders = try fields.placeholders()
        switch kind {
        case .put: deed = .put
        case .update: deed = .update(try fields.update(&placeholders))
        case .delete: deed = .delete
        case .check: deed = .check
        }
        condition = try fields.condition(.condition, &placeholders)
        if kind == .check, condition == nil { _ = try fields.required(String?.none, "ConditionExpression") }
        let told: ItemShown? = try fields.choice("ReturnValuesOnConditionCheckFailure")
        tellsItem = told == .allOld
        let hasExpression = condition != nil || isUpdateByExpression
        let kinds: [ExpressionKind] = kind == .update ? [.update, .condition] : [.condition]
        try placeholders.checkUse(ofNames: hasExpression, ofValues: hasExpression, kinds)
    }

    /// A part of a batch, which has no conditions.
    init(_ kind: Kind, of item: Item, in table: String) {
        self.kind = kind
        self.table = table
        self.item = item
        deed = kind == .put ? .put : .delete
    }

    private var isUpdateByExpression: Bool {
        if case .update(_?) = deed { return true }
        return false
    }

    private enum ItemShown: String, CaseIterable {
        case allOld = "ALL_OLD"
        case none = "NONE"
    }
}

/// Why a write is not made.
enum WriteRefusal: Error {
    case conditionFailed(Item?)
    case fault(ServiceFault)

    var fault: ServiceFault {
        switch self {
        case .conditionFailed(let item): .conditionFailed(item)
        case .fault(let fault): fault
        }
    }
}

extension Table {
    /// The place of the item that a write is about.
    func place(of write: ItemWrite) throws(ServiceFault) -> ItemKey {
        let schema = definition.schema
        guard case .put = write.deed else {
            if case .update(let expression) = write.deed { try check(expression) }
            return try schema.key(naming: write.item)
        }
        let key = try schema.key(ofWhole: write.item)
        try check(StoredItem(write.item), .tooLarge)
        return key
    }

    /// What a write changes, and changes nothing yet.
    func change(_ write: ItemWrite, at place: ItemKey) throws(WriteRefusal) -> ItemChange {
        let before = items[place]
        if let condition = write.condition, !condition.holds(of: before?.item ?? Item()) {
            throw .conditionFailed(write.tellsItem ? before?.item : nil)
        }
        do throws(ServiceFault) {
            return ItemChange(key: place, before: before, after: try outcome(of: write, on: before))
        } catch {
            throw .fault(error)
        }
    }

    private func outcome(of write: ItemWrite, on before: StoredItem?) throws(ServiceFault) -> StoredItem? {
        switch write.deed {
        case .put: return StoredItem(write.item)
        case .delete: return nil
        case .check: return before
        case .update(let expression):
            var item = before?.item ?? write.item
            do throws(UpdateFault) {
                try expression?.apply(to: &item)
            } catch {
                throw ServiceFault(error)
            }
            let after = StoredItem(item)
            try check(after, .updatedTooLarge)
            return after
        }
    }

    private func check(_ stored: StoredItem, _ tooLarge: ServiceFault) throws(ServiceFault) {
        if stored.size > DynamoDB.longestItem { throw tooLarge }
        if stored.item.attributes.values.contains(where: { $0.depth > AttributeValue.deepest }) { throw .tooDeep }
        for name in definition.indexes.map(\.name) { try indexes[name]?.check(stored.item) }
    }

    /// Refuses an update of the key.
    private func check(_ expression: UpdateExpression?) throws(ServiceFault) {
        for action in expression?.actions ?? [] where definition.schema.names.contains(action.path.attribute) {
            throw .invalidTableParameter(
                "Cannot update attribute \(action.path.attribute). This attribute is part of the key"
            )
        }
    }
}
