import JSON

/// The way to a value of an event: `$.detail.files[0]['name']`.
struct EventPath: Sendable, Equatable {
    private enum Step: Sendable, Equatable {
        case member(String)
        case element(Int)
    }

    private let steps: [Step]

    init(_ text: String) throws(ServiceFault) {
        guard text.hasPrefix("$") else { throw Self.refusal(text) }
        var steps: [Step] = []
        var rest = text.dropFirst()
        while let sign = rest.first {
            rest = rest.dropFirst()
            switch sign {
            case ".":
                let name = rest.prefix { $0 != "." && $0 != "[" }
                if name.isEmpty || name == "*" { throw Self.refusal(text) }
                steps.append(.member(String(name)))
                rest = rest.dropFirst(name.count)
            case "[":
                let inner = rest.prefix { $0 != "]" }
                rest = rest.dropFirst(inner.count)
                guard rest.first == "]" else { throw Self.refusal(text) }
                rest = rest.dropFirst()
                steps.append(try Self.bracketed(inner, of: text))
            case _: throw Self.refusal(text)
            }
        }
        self.steps = steps
    }

    func value(in event: JSONValue) -> JSONValue? {
        var value: JSONValue? = event
        for step in steps {
            switch step {
            case .member(let name): value = value?[name]
            case .element(let index): value = value?[index]
            }
        }
        return value
    }

    private static func bracketed(_ inner: Substring, of text: String) throws(ServiceFault) -> Step {
        if let quote = inner.first, quote == "'" || quote == "\"", inner.count > 2, inner.last == quote {
            return .member(String(inner.dropFirst().dropLast()))
        }
        guard let index = Int(inner), index >= 0 else { throw refusal(text) }
        return .element(index)
    }

    private static func refusal(_ text: String) -> ServiceFault {
        text.hasPrefix("$")
            ? .notEmulated("The JSON path '\(text)'")
            : ServiceFault("ValidationException", "Invalid JSONPath '\(text)'.")
    }
}
