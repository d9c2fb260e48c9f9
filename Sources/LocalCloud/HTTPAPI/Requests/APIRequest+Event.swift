import Encoding
import JSON
import Template
import Time

extension APIRequest {
    /// What a function gets: payload format 2.0.
    func event(body: [UInt8], authorizer: JSONValue?) -> [UInt8] {
        var event: JSONObject = ["version": "2.0", "routeKey": .string(routeKey)]
        describe(in: &event, authorizer: authorizer)
        let isText = (fields["content-type"]?.isTextType ?? false) && !body.isEmpty
        let text = isText ? String(validating: body, as: UTF8.self) : nil
        if !body.isEmpty { event["body"] = .string(text ?? Base64.encode(body)) }
        event["isBase64Encoded"] = .bool(!body.isEmpty && text == nil)
        return JSONValue.object(event).bytes()
    }

    /// What an authorizer gets, who never sees a body.
    func authorizerEvent(identity: [String], region: String) -> [UInt8] {
        var event: JSONObject = [
            "version": "2.0", "type": "REQUEST", "routeArn": .string(routeARN(region: region)),
            "identitySource": .array(identity.map(JSONValue.string)), "routeKey": .string(routeKey),
        ]
        describe(in: &event, authorizer: nil)
        return JSONValue.object(event).bytes()
    }

    /// What there is none of is left out, but for the query.
    private func describe(in event: inout JSONObject, authorizer: JSONValue?) {
        event["rawPath"] = .string(path.text)
        event["rawQueryString"] = .string(rawQuery)
        if !fields.cookies.isEmpty { event["cookies"] = .array(fields.cookies.map(JSONValue.string)) }
        event["headers"] = fields.json
        if !query.isEmpty {
            event["queryStringParameters"] = .object(
                JSONObject(unchecked: query.map { .init(key: $0.name, value: .string($0.value)) })
            )
        }
        event["requestContext"] = context(authorizer: authorizer)
        if !match.parameters.isEmpty {
            event["pathParameters"] = .object(JSONObject(match.parameters.map { ($0.name, .string($0.value)) }))
        }
        if !stage.variables.isEmpty {
            let variables = stage.variables.sorted { $0.key < $1.key }
            event["stageVariables"] = .object(JSONObject(variables.map { ($0.key, .string($0.value)) }))
        }
    }

    private func context(authorizer: JSONValue?) -> JSONValue {
        var context: JSONObject = ["accountId": .string(account), "apiId": .string(api)]
        if let authorizer { context["authorizer"] = ["lambda": authorizer] }
        context["domainName"] = .string(domain)
        context["domainPrefix"] = .string(String(domain.prefix { $0 != "." }))
        context["http"] = [
            "method": .string(method), "path": .string(path.text), "protocol": "HTTP/1.1",
            "sourceIp": .string(RequestFields.sourceIP), "userAgent": .string(fields["user-agent"] ?? ""),
        ]
        context["requestId"] = .string(id)
        context["routeKey"] = .string(routeKey)
        context["stage"] = .string(stage.name)
        context["time"] = .string(received.logTime)
        context["timeEpoch"] = .number(JSONNumber(received.millisecondsSinceEpoch))
        return .object(context)
    }
}

extension String {
    /// What comes as text; all else, forms included, comes as base64.
    fileprivate var isTextType: Bool {
        let type = prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || ["application/json", "application/javascript", "application/xml"].contains(type)
    }
}

extension Instant {
    /// `12/Mar/2020:19:03:58 +0000`, as web servers' logs have it.
    fileprivate var logTime: String {
        let time = civil
        let month = Self.months[time.date.month - 1]
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(time.date.day < 10 ? "0" : "")\(time.date.day)/\(month)/\(time.date.year):"
            + clock.joined(separator: ":") + " +0000"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
