import JSON
import Time

/// What EventBridge puts around every event.
struct BusEnvelope {
    let source: String
    let detailType: String
    let resource: String
    let detail: JSONObject

    func value(on occasion: Occasion) -> JSONValue {
        [
            "version": "0", "id": .string(occasion.newID()), "detail-type": .string(detailType),
            "source": .string(source), "account": .string(occasion.account),
            "time": .string("\(occasion.now.rfc3339.prefix(19))Z"), "region": .string(occasion.region),
            "resources": [.string(resource)], "detail": .object(detail),
        ]
    }
}
