/// Something that the template asks for and that the cloud does not do: `--strict` makes it fatal.
package struct Shortcoming: Sendable, Equatable, CustomStringConvertible {
    package let logicalID: String
    package let reason: String

    package init(_ logicalID: String, _ reason: String) {
        self.logicalID = logicalID
        self.reason = reason
    }

    package var description: String { "\(logicalID): \(reason)" }
}
