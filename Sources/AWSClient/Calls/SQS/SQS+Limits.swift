extension SQS {
    /// SQS refuses a batch of more.
    package static let longestBatch = 10

    /// 1 MiB: what a message may have with its attributes, and all messages of one batch together.
    package static let longestMessage = 1 << 20

    /// SQS drops no attribute but refuses the message.
    package static let mostAttributes = 10

    /// A quarter of an hour; what is to wait longer is sent again by whoever receives it.
    package static let longestDelay: Duration = .seconds(900)

    /// Twelve hours, counted from when the message was received, however often it is extended.
    package static let longestVisibilityTimeout: Duration = .seconds(43_200)

    /// What one poll can wait.
    package static let longestWait: Duration = .seconds(20)
}
