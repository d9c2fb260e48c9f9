package import YAML

/// Why a template cannot be used, and where in its text.
package struct TemplateError: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case yaml(YAMLError.Reason)
        /// `subject` must be, or must have, what `expected` says.
        case wrongShape(String, expected: String)
        case unknown(Noun, String, nearest: [String])
        case unknownAttribute(String, of: String, type: String, nearest: [String])
        case missingProperty(String, of: String)
        case notCreated(String, condition: String)
        case cycle(Noun, [String])
        case duplicate(Noun, String)
        /// The parameter, and what is wrong with its value, which is not repeated.
        case parameter(String, String)
        case missingTransform(String, for: String)
        case missingImport(String)
        case unsupported(String)
        case tooMuch(String, limit: Int)
    }

    /// What a name is the name of.
    package enum Noun: String, Sendable {
        case section, function, parameter, resource, condition, mapping, tag
        case name = "parameter or resource"
        case mappingKey = "key of a mapping"
        case policyTemplate = "policy template"
        case parameterType = "parameter type"
        case event = "type of event"
    }

    package let reason: Reason
    package let place: YAMLPlace

    package init(_ reason: Reason, at place: YAMLPlace) {
        self.reason = reason
        self.place = place
    }

    /// As compilers say it: file, line, column, what.
    package func sentence(file: String) -> String { "\(file):\(self)" }
}

extension TemplateError: CustomStringConvertible {
    package var description: String { "\(place): \(reason)" }
}

extension TemplateError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .yaml(let reason): "\(reason)"
        case .wrongShape(let subject, let expected): "\(subject) must be \(expected)"
        case .unknown(let noun, let name, let nearest):
            "there is no \(noun.rawValue) \(name)" + Self.suggestion(nearest)
        case .unknownAttribute(let attribute, let id, let type, let nearest):
            "\(id), an \(type), has no attribute \(attribute)" + Self.suggestion(nearest)
        case .missingProperty(let name, let owner): "\(owner) needs \(name)"
        case .notCreated(let id, let condition): "\(id) is not created, because its condition \(condition) is false"
        case .cycle(let noun, let names):
            "each \(noun.rawValue) waits for the next: \((names + names.prefix(1)).joined(separator: " → "))"
        case .duplicate(let noun, let name): "the \(noun.rawValue) \(name) for the second time"
        case .parameter(let name, let problem): "the parameter \(name) \(problem)"
        case .missingTransform(let transform, let feature): "\(feature) needs Transform: \(transform)"
        case .missingImport(let name): "no other stack's export \(name) was given"
        case .unsupported(let what): "\(what) is not supported here"
        case .tooMuch(let what, let limit): "more than \(limit) \(what)"
        }
    }

    private static func suggestion(_ nearest: [String]) -> String {
        nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: " or "))?"
    }
}
