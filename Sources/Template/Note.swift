package import YAML

/// Something in the template that does not do here what it does on AWS: nothing is passed over in silence.
package struct Note: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// We do not know it, or know that it is missing here; `--strict` makes it fatal.
        case notUnderstood
        /// Known, and without an effect on one machine: tags, alarms, encryption.
        case withoutEffect
    }

    package let kind: Kind
    package let logicalID: String
    package let type: String
    /// The path below Properties, `Events.Upload.Filter`; nil where the whole resource is meant.
    package let property: String?
    package let reason: String?
    package let place: YAMLPlace

    package init(
        _ kind: Kind,
        _ logicalID: String,
        type: String,
        property: String?,
        _ reason: String? = nil,
        at place: YAMLPlace
    ) {
        self.kind = kind
        self.logicalID = logicalID
        self.type = type
        self.property = property
        self.reason = reason
        self.place = place
    }
}

extension Note: CustomStringConvertible {
    package var description: String {
        let subject = property.map { "\(logicalID).\($0)" } ?? logicalID
        let what =
            switch kind {
            case .notUnderstood: "is not emulated"
            case .withoutEffect: "has no effect here"
            }
        return "\(place): \(subject) (\(type)) \(what)" + (reason.map { ": \($0)" } ?? "")
    }
}
