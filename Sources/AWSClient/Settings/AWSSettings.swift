import Crypto

/// The environment variables of AWS's tools; one that is empty is one that is not set.
///
/// Among them are credentials, whoever prints the settings.
package struct AWSSettings: Sendable, Redacted {
    private let environment: [String: String]

    package init(_ environment: [String: String]) {
        self.environment = environment
    }

    package subscript(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Only the word itself, in any case, is true.
    package func isTrue(_ name: String) -> Bool { self[name]?.lowercased() == "true" }
}
