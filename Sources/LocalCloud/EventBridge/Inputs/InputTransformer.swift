import JSON
import Time

/// A text with values of the event put into it: `{"file": <key>, "note": "<key> was put"}`.
struct InputTransformer: Sendable, Equatable {
    private let paths: [String: EventPath]
    private let template: String

    /// What EventBridge takes.
    private static let mostPaths = 100
    private static let longestTemplate = 8_192

    init(paths: [String: String], template: String) throws(ServiceFault) {
        guard paths.count <= Self.mostPaths, template.utf8.count <= Self.longestTemplate else {
            throw ServiceFault("ValidationException", "Invalid InputTransformer: it is too long.")
        }
        var read: [String: EventPath] = [:]
        for (name, path) in paths.sorted(by: { $0.key < $1.key }) {
            if name.hasPrefix("AWS") || name.hasPrefix("aws.") {
                throw ServiceFault("ValidationException", "InputPathsMap keys must not start with AWS: \(name)")
            }
            read[name] = try EventPath(path)
        }
        (self.paths, self.template) = (read, template)
    }

    func text(for event: BusEvent, of rule: RuleName) -> String {
        let json = event.json
        var values = paths.mapValues { $0.value(in: json) }
        values["aws.events.rule-arn"] = .string(rule.arn.description)
        values["aws.events.rule-name"] = .string(rule.name)
        values["aws.events.event.ingestion-time"] = .string(event.arrived.rfc3339)
        values["aws.events.event"] = .object(event.head)
        values["aws.events.event.json"] = json
        return filled(values)
    }

    /// What the map does not name is no place for a value, and stays as it is.
    private func filled(_ values: [String: JSONValue?]) -> String {
        var text = ""
        var isQuoted = false
        var rest = template[...]
        while let character = rest.first {
            if character == "\\" {
                text += rest.prefix(2)
                rest = rest.dropFirst(2)
                continue
            }
            if character == "<", let end = rest.firstIndex(of: ">"),
                let value = values[String(rest[rest.index(after: rest.startIndex)..<end])]
            {
                // What the event does not have is an empty text.
                text += Self.written(value ?? "", isQuoted: isQuoted)
                rest = rest[rest.index(after: end)...]
                continue
            }
            if character == "\"" { isQuoted.toggle() }
            text.append(character)
            rest = rest.dropFirst()
        }
        return text
    }

    /// Between quotes a text stands without its own, and an object without any at all, as EventBridge leaves them out.
    private static func written(_ value: JSONValue, isQuoted: Bool) -> String {
        let text = String(decoding: value.bytes(), as: UTF8.self)
        guard isQuoted else { return text }
        return value.string == nil ? text.filter { $0 != "\"" } : String(text.dropFirst().dropLast())
    }
}

/// Which rule it is, as its targets are told.
struct RuleName: Sendable, Equatable {
    let name: String
    let arn: ARN
}
