/// Why an expression is refused: the words are DynamoDB's own, for people look them up.
struct ExpressionFault: Error, Equatable, Sendable {
    let message: String

    init(message: String) {
        self.message = message
    }

    init(_ kind: ExpressionKind, _ reason: String) {
        message = "Invalid \(kind.rawValue): \(reason)"
    }
}

/// What an expression is for; each has a parameter of its own, which faults name.
enum ExpressionKind: String, Sendable {
    case condition = "ConditionExpression"
    case filter = "FilterExpression"
    case keyCondition = "KeyConditionExpression"
    case projection = "ProjectionExpression"
    case update = "UpdateExpression"
}
