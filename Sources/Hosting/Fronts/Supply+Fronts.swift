extension Supply {
    /// Hands the messages of the function's queue to a step one by one.
    package mutating func queueFront<S: Step>(
        _ step: S,
        of function: String
    ) throws -> QueueFront<SingleWork<S>> where S.Event: Decodable {
        QueueFront(step, function: function, control: try queueControl())
    }

    /// Hands the messages of the function's queue to a step together.
    package mutating func queueFront<S: BatchStep>(
        batch step: S,
        of function: String
    ) throws -> QueueFront<BatchWork<S>> {
        QueueFront(batch: step, function: function, control: try queueControl())
    }
}
