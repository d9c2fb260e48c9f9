import AWSClient
import Encoding
import JSON
import Time

/// What the journal calls our things.
enum Shelf {
    static let tables = "dynamodb/tables"
    /// A row for each item, under its table's name and its place.
    static let items = "dynamodb/items"
}

extension ItemKey {
    var text: String { Base64.encode(bytes) }
}

extension Item {
    init(_ row: JournalRow) throws(ServiceFault) {
        try self.init(reading: try JSONValue(row))
    }

    var journalRow: [UInt8] { AttributeValue.json(attributes).bytes() }
}

extension TableDefinition {
    init(_ row: JournalRow) throws(ServiceFault) {
        let json = try JSONValue(row)
        guard
            let table = json["Table"]?.object, let id = json["Id"]?.string,
            let created = json["Created"]?.int
        else { throw .unreadable("the journal's row of the table \(row.key)") }
        var fields = CallFields(table)
        try self.init(&fields, id: id, created: Instant(nanosecondsSinceEpoch: Int64(created)))
        lifetimeAttribute = json["Lifetime"]?.string
    }
}

extension JSONValue {
    fileprivate init(_ row: JournalRow) throws(ServiceFault) {
        do throws(JSONError) {
            try self.init(parsing: row.value, limits: AttributeValue.jsonLimits)
        } catch {
            throw .unreadable("the journal's row \(row.key): \(error)")
        }
    }
}
