import AWSClient
package import Domain
package import Ports
package import Time

/// Keeps the records of documents in DynamoDB.
package struct DynamoDocumentStore: DocumentStore, InTable {
    var table: DynamoTable
    private let random: any RandomSource

    package init(_ table: DynamoTable, random: any RandomSource) {
        self.table = table
        self.random = random
    }

    package func create(_ document: Document) async throws(PortError) {
        let item = DocumentItem(document, revision: 1, saver: .v4(from: random))
        let outcome = try await table.put(
            try encode(item, .document(document.id)),
            if: Condition("attribute_not_exists(#document)")
        )
        guard case .refused(let found) = outcome else { return }
        guard try saver(of: found, document.id) == item.saver else { throw .exists(.document(document.id)) }
    }

    package func record(of id: DocumentID) async throws(PortError) -> Versioned<Document> {
        guard let item = try await table.item(DocumentPart.key(id, DocumentPart.record)) else {
            throw .unknown(.document(id))
        }
        let record = try decode(DocumentItem.self, from: item, .document(id))
        return Versioned(try record.value, revision: record.revision)
    }

    package func save(_ document: Versioned<Document>) async throws(PortError) -> Versioned<Document> {
        let id = document.value.id
        let record = DocumentItem(document.value, revision: document.revision + 1, saver: .v4(from: random))
        var item = try encode(record, .document(id))
        item["document"] = nil
        item["part"] = nil
        let outcome = try await table.update(
            DocumentPart.key(id, DocumentPart.record),
            Change(setting: item, of: Self.changeable),
            if: Condition("#revision = :loaded", [":loaded": .number("\(document.revision)")]),
            isIdempotent: true
        )
        if case .refused(let found) = outcome {
            guard let saver = try saver(of: found, id) else { throw .unknown(.document(id)) }
            guard saver == record.saver else { throw .conflict(.document(id), expectedRevision: document.revision) }
        }
        return Versioned(document.value, revision: record.revision)
    }

    package func clear(_ id: DocumentID) async throws(PortError) {
        let keys = try await table.keys(where: "document", is: "\(id)", and: "part")
        let record = DocumentPart.key(id, DocumentPart.record)
        try await table.delete(keys.filter { $0 != record })
    }

    package func delete(_ id: DocumentID) async throws(PortError) {
        try await table.delete([DocumentPart.key(id, DocumentPart.record)])
    }

    /// All that a save may change or remove.
    private static let changeable = DocumentItem.CodingKeys.allCases.map(\.rawValue).filter {
        $0 != "document" && $0 != "part"
    }

    /// Nil where there is no record.
    private func saver(of item: Item?, _ id: DocumentID) throws(PortError) -> UUID? {
        guard let item else { return nil }
        return try decode(DocumentItem.self, from: item, .document(id)).saver
    }
}
