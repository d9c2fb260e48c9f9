/// What a process was told by its environment.
///
/// A reader asks for all its settings first and looks at `faults` then, so that one start reports everything missing.
package struct Settings: Sendable {
    package private(set) var faults: [SettingsFailure.Fault] = []
    /// Among them are credentials, whoever prints the settings.
    package let environment: Secret<[String: String]>

    package init(_ environment: [String: String]) {
        self.environment = Secret(environment)
    }

    /// The value, or nil where it is unset or empty, which says the same in a template.
    package func optional(_ name: String) -> String? {
        environment.revealed[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    package mutating func required(_ name: String) -> String? {
        let value = optional(name)
        if value == nil { faults.append(.init(name: name, reason: "is not set")) }
        return value
    }

    /// A value that a type makes of the text: `settings.required("LIMIT", as: "a whole number") { Int($0) }`.
    package mutating func required<Value>(_ name: String, as form: String, _ parse: (String) -> Value?) -> Value? {
        required(name).flatMap { parsed(name, $0, as: form, parse) }
    }

    package mutating func optional<Value>(_ name: String, as form: String, _ parse: (String) -> Value?) -> Value? {
        optional(name).flatMap { parsed(name, $0, as: form, parse) }
    }

    /// Throws where anything asked for so far was missing or malformed.
    package func check() throws(SettingsFailure) {
        if !faults.isEmpty { throw SettingsFailure(faults: faults) }
    }

    private mutating func parsed<Value>(
        _ name: String,
        _ text: String,
        as form: String,
        _ parse: (String) -> Value?
    ) -> Value? {
        let value = parse(text)
        // The text itself stays out of the message: a secret in the wrong variable must not reach a log.
        if value == nil { faults.append(.init(name: name, reason: "is not \(form)")) }
        return value
    }
}

/// Every setting that is missing or malformed, at once.
package struct SettingsFailure: Error, Sendable, Equatable {
    package let faults: [Fault]

    package init(faults: [Fault]) {
        self.faults = faults
    }

    package struct Fault: Sendable, Equatable {
        package let name: String
        package let reason: String
    }
}

extension SettingsFailure: CustomStringConvertible {
    package var description: String {
        "settings: " + faults.map { "\($0.name) \($0.reason)" }.joined(separator: "; ")
    }
}
