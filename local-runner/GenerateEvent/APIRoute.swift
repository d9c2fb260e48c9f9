import AWSClient

/// The route that a request takes, with what stands for its variables.
struct APIRoute: Sendable, Equatable {
    static let `default` = APIRoute(key: "$default", parameters: [:])

    /// `GET /docs/{id}`, or `$default`.
    let key: String
    let parameters: [String: String]

    private init(key: String, parameters: [String: String]) {
        self.key = key
        self.parameters = parameters
    }

    /// Nil where it is none, or the request would not take it.
    init?(_ key: String, matching method: String, _ path: String) {
        if key == Self.default.key {
            self = .default
            return
        }
        let words = key.split(separator: " ")
        guard words.count == 2, words[0] == method || words[0] == "ANY", words[1].hasPrefix("/") else { return nil }
        var rest = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        var parameters: [String: String] = [:]
        for part in words[1].split(separator: "/", omittingEmptySubsequences: false) {
            guard part.hasPrefix("{"), part.hasSuffix("}") else {
                guard rest.popFirst() == part else { return nil }
                continue
            }
            let name = part.dropFirst().dropLast()
            if name.hasSuffix("+") {
                guard !rest.isEmpty else { return nil }
                parameters[String(name.dropLast())] = Self.decoded(rest.joined(separator: "/"))
                rest = []
            } else {
                guard let value = rest.popFirst(), !value.isEmpty else { return nil }
                parameters[String(name)] = Self.decoded(String(value))
            }
        }
        guard rest.isEmpty else { return nil }
        self.init(key: key, parameters: parameters)
    }

    private static func decoded(_ text: String) -> String {
        String(decoding: PercentEncoding.decode(Array(text.utf8)), as: UTF8.self)
    }
}
