import AWSClient
import JSON

// DynamoDB's own words: people look them up, and some programs look at them.
extension ServiceFault {
    static func invalid(_ message: String) -> ServiceFault { ServiceFault("ValidationException", message) }

    static func invalidTableParameter(_ reason: String) -> ServiceFault {
        .invalid("One or more parameter values were invalid: \(reason)")
    }

    /// What breaks a rule of the service's model.
    static func unsatisfied(_ value: String, at place: String, _ constraint: String) -> ServiceFault {
        .invalid(
            "1 validation error detected: Value \(value) at '\(place)' failed to satisfy constraint: \(constraint)"
        )
    }

    /// JSON of another shape than the operation has.
    static func unreadable(_ what: String) -> ServiceFault {
        ServiceFault("SerializationException", "The request is not what the operation takes: \(what).")
    }

    static let tooDeep = invalid("Nesting Levels have exceeded supported limits")
    static let tooLarge = invalid("Item size has exceeded the maximum allowed size")
    static let updatedTooLarge = invalid("Item size to update has exceeded the maximum allowed size")
    static let wrongKey = invalid("The provided key element does not match the schema")
    static let noTable = ServiceFault("ResourceNotFoundException", "Requested resource not found")

    static func noTable(_ name: String) -> ServiceFault {
        ServiceFault("ResourceNotFoundException", "Requested resource not found: Table: \(name) not found")
    }

    /// With the item as it is, where it was asked for and there is one.
    static func conditionFailed(_ item: Item?) -> ServiceFault {
        ServiceFault(
            "ConditionalCheckFailedException",
            "The conditional request failed",
            details: item.map { ["Item": AttributeValue.json($0.attributes)] } ?? [:]
        )
    }
}

extension ServiceFault {
    init(_ fault: ExpressionFault) {
        self = .invalid(fault.message)
    }

    init(_ fault: UpdateFault) {
        self = .invalid(fault.message)
    }
}

extension DecimalFault {
    /// Of a text that should have been a number.
    func words(of text: String) -> String {
        switch self {
        case .notANumber where text.isEmpty: "The parameter cannot be converted to a numeric value"
        case .notANumber: "The parameter cannot be converted to a numeric value: \(text)"
        case .tooManyDigits: "Attempting to store more than 38 significant digits in a Number"
        case .tooLarge: "Number overflow. Attempting to store a number with magnitude larger than supported range"
        case .tooSmall: "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        }
    }
}
