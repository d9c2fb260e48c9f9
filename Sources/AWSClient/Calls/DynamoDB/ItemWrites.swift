/// What can be done to one item, by a call of its own or as part of a transaction.
package protocol ItemWrite: Encodable, Sendable, Equatable {}

/// An item that takes the place of whatever has its key.
package struct Put: ItemWrite {
    package var tableName: String
    package var item: Item
    package var expressions: Expressions

    package init(tableName: String, item: Item, _ expressions: Expressions = Expressions()) {
        self.tableName = tableName
        self.item = item
        self.expressions = expressions
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WriteKey.self)
        try container.encode(tableName, forKey: .tableName)
        try container.encode(item, forKey: .item)
        try expressions.encode(to: encoder)
    }
}

/// A change of an item, which is made where there is none.
package struct Update: ItemWrite {
    package var tableName: String
    package var key: Item
    /// `ADD` to a set, `SET`, `REMOVE`, `DELETE` from a set.
    package var updateExpression: String
    package var expressions: Expressions

    package init(
        tableName: String,
        key: Item,
        updateExpression: String,
        _ expressions: Expressions = Expressions()
    ) {
        self.tableName = tableName
        self.key = key
        self.updateExpression = updateExpression
        self.expressions = expressions
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WriteKey.self)
        try container.encode(tableName, forKey: .tableName)
        try container.encode(key, forKey: .key)
        try container.encode(updateExpression, forKey: .updateExpression)
        try expressions.encode(to: encoder)
    }
}

/// The end of an item.
package struct Delete: ItemWrite {
    package var tableName: String
    package var key: Item
    package var expressions: Expressions

    package init(tableName: String, key: Item, _ expressions: Expressions = Expressions()) {
        self.tableName = tableName
        self.key = key
        self.expressions = expressions
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WriteKey.self)
        try container.encode(tableName, forKey: .tableName)
        try container.encode(key, forKey: .key)
        try expressions.encode(to: encoder)
    }
}

/// An item that stays as it is, and on which the rest of a transaction depends.
package struct ConditionCheck: ItemWrite {
    package var tableName: String
    package var key: Item
    /// With a condition, or it says nothing.
    package var expressions: Expressions

    package init(tableName: String, key: Item, _ expressions: Expressions) {
        self.tableName = tableName
        self.key = key
        self.expressions = expressions
    }

    package func encode(to encoder: any Encoder) throws {
        try Delete(tableName: tableName, key: key, expressions).encode(to: encoder)
    }
}

private enum WriteKey: String, CodingKey {
    case tableName = "TableName"
    case item = "Item"
    case key = "Key"
    case updateExpression = "UpdateExpression"
}
