import JSON
import Time

/// An event on a bus.
struct BusEvent: Sendable {
    let id: String
    let detailType: String
    let source: String
    let place: CloudPlace
    let time: Instant
    let resources: [String]
    let detail: JSONValue
    /// When it came to the bus.
    let arrived: Instant
    /// Whether another bus sent it on, which no bus does twice.
    var isForwarded = false

    /// As targets get it and patterns look at it.
    var json: JSONValue {
        var object = head
        object["detail"] = detail
        return .object(object)
    }

    /// Without the detail.
    var head: JSONObject {
        [
            "version": "0", "id": .string(id), "detail-type": .string(detailType), "source": .string(source),
            "account": .string(place.account), "time": .string(time.wholeSeconds), "region": .string(place.region),
            "resources": .array(resources.map(JSONValue.string)),
        ]
    }
}

extension Instant {
    /// `2027-01-15T08:00:00Z`.
    var wholeSeconds: String { "\(rfc3339.prefix(19))Z" }
}
