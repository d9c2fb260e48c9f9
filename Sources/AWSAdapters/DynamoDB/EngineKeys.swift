import AWSClient
import Domain
import Ports

/// What belongs to one engine in one round of a document, in the tables of results and of leases.
enum EngineKey {
    static func prefix(_ round: Int) -> String { "\(padded(round, to: 6))#" }

    static func key(_ document: DocumentID, _ place: EngineResult.Place) -> Item {
        ["document": .string("\(document)"), "place": .string("\(prefix(place.round))\(place.engine)")]
    }

    /// All of one round, or those whose engines' names come behind one.
    static func query(_ table: String, _ document: DocumentID, round: Int, after engine: EngineName? = nil) -> Query {
        var values: [String: AttributeValue] = [":document": .string("\(document)")]
        var condition = "#document = :document AND "
        if let engine {
            // What comes behind the last engine of a round is the next round's sign, one above `#`.
            condition += "#place BETWEEN :first AND :end"
            values[":first"] = .string("\(prefix(round))\(engine)\u{0}")
            values[":end"] = .string("\(padded(round, to: 6))$")
        } else {
            condition += "begins_with(#place, :prefix)"
            values[":prefix"] = .string(prefix(round))
        }
        return Query(
            tableName: table,
            keyConditionExpression: condition,
            expressionAttributeNames: ["#document": "document", "#place": "place"],
            expressionAttributeValues: values,
            consistentRead: true
        )
    }

    /// The keys of all that belongs to a document.
    static func all(of document: DocumentID, in table: DynamoTable) async throws(PortError) -> [Item] {
        try await table.keys(where: "document", is: "\(document)", and: "place")
    }
}
