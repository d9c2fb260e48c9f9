/// The errors of SQS, by the names of today's protocol and of the older one.
extension ServiceFault {
    static func ofQueues(_ code: String, _ message: String, isLegacy: Bool = true) -> ServiceFault {
        ServiceFault(code, message, queryCode: isLegacy ? "AWS.SimpleQueueService.\(code)" : code)
    }

    static let noSuchQueue = ServiceFault(
        "QueueDoesNotExist",
        "The specified queue does not exist.",
        queryCode: "AWS.SimpleQueueService.NonExistentQueue"
    )

    static func invalidParameter(_ message: String) -> ServiceFault {
        ServiceFault("InvalidParameterValueException", message, queryCode: "InvalidParameterValue")
    }

    /// As in `Value 11 for parameter MaxNumberOfMessages is invalid`, and why.
    static func invalid(_ value: some CustomStringConvertible, for name: String, _ reason: String) -> ServiceFault {
        invalidParameter("Value \(value) for parameter \(name) is invalid. Reason: \(reason)")
    }

    static func missing(_ name: String) -> ServiceFault {
        ServiceFault(
            "MissingRequiredParameterException",
            "The request must contain the parameter \(name).",
            queryCode: "MissingParameter"
        )
    }

    static func invalidHandle(_ handle: String) -> ServiceFault {
        ofQueues("ReceiptHandleIsInvalid", "The input receipt handle \"\(handle)\" is not valid.", isLegacy: false)
    }

    static func invalidAttribute(_ name: String) -> ServiceFault {
        ofQueues("InvalidAttributeValue", "Invalid value for the parameter \(name).", isLegacy: false)
    }

    static func unknownAttribute(_ name: String) -> ServiceFault {
        ofQueues("InvalidAttributeName", "Unknown Attribute \(name).", isLegacy: false)
    }

    static func resourceNotFound(_ message: String) -> ServiceFault {
        ofQueues("ResourceNotFoundException", message, isLegacy: false)
    }
}
