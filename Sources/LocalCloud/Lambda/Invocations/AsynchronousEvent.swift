import JSON
import Time

/// An event that nobody waits for.
struct AsynchronousEvent: Sendable, Codable {
    let id: String
    let function: String
    let qualifier: String?
    /// Text, as all JSON is.
    let payload: String
    let accepted: Instant

    /// Where the journal keeps those that are not done.
    static let shelf = "lambda-events"

    var reference: FunctionReference { FunctionReference(name: function, qualifier: qualifier) }
    var bytes: [UInt8] { Array(payload.utf8) }

    init(id: String, for reference: FunctionReference, payload: [UInt8], accepted: Instant) {
        self.id = id
        function = reference.name
        qualifier = reference.qualifier
        self.payload = String(decoding: payload, as: UTF8.self)
        self.accepted = accepted
    }

    /// Nil of what another version of this program wrote and this one cannot read.
    init?(_ row: JournalRow) {
        do {
            self = try JSONCodec.decode(AsynchronousEvent.self, from: row.value)
        } catch {
            return nil
        }
    }

    func row() throws(ServiceFault) -> JournalRow {
        do {
            return JournalRow(key: id, value: try JSONCodec.encode(self))
        } catch {
            throw ServiceFault("ServiceException", "The event cannot be kept: \(error)", status: 500)
        }
    }
}
