import AWSClient

/// What a write does to the item at one place.
struct ItemChange {
    let key: ItemKey
    let before: StoredItem?
    let after: StoredItem?
}

/// What a write costs, at its table and at each index that it changed.
struct WriteUnits {
    var table: Int
    /// By name.
    var indexes: [String: Int] = [:]

    /// One unit for each KB that has begun.
    static func units(_ size: Int) -> Int { max(1, (size + 1_023) / 1_024) }
}
