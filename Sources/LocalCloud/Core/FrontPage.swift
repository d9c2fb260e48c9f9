import HTTP
import JSON

/// What the cloud says to whoever opens its address: that it is here, and what it has.
struct FrontPage: UnsignedPart {
    private let body: [UInt8]

    init(_ place: CloudPlace, services: [String]) {
        let value: JSONValue = [
            "name": "Assay's local cloud", "region": .string(place.region), "account": .string(place.account),
            "services": .array(services.sorted().map(JSONValue.string)),
        ]
        body = value.bytes(style: .pretty) + [UInt8(ascii: "\n")]
    }

    func answer(_ request: WebRequest, id: String) async -> WebAnswer? {
        guard request.target == "/", request.method == "GET" || request.method == "HEAD" else { return nil }
        return WebAnswer(status: 200, headers: ["Content-Type": "application/json"], body: .bytes(body))
    }
}
