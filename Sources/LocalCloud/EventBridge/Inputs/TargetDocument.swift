import JSON
import Template
import Time

/// A target as PutTargets takes it and ListTargetsByRule shows it.
struct TargetDocument: Codable, Sendable, Equatable {
    struct Transformer: Codable, Sendable, Equatable {
        let InputPathsMap: [String: String]?
        let InputTemplate: String
    }

    struct QueueParameters: Codable, Sendable, Equatable {
        let MessageGroupId: String?
    }

    struct DeadLetters: Codable, Sendable, Equatable {
        let Arn: String?
    }

    struct Retries: Codable, Sendable, Equatable {
        let MaximumRetryAttempts: Int?
        let MaximumEventAgeInSeconds: Int?
    }

    let Id: String
    let Arn: String
    var RoleArn: String?
    var Input: String?
    var InputPath: String?
    var InputTransformer: Transformer?
    var SqsParameters: QueueParameters?
    var DeadLetterConfig: DeadLetters?
    var RetryPolicy: Retries?
}

extension TargetDocument {
    /// Of a template.
    init(_ target: Rule.Target) throws(ServiceFault) {
        Id = target.id
        Arn = target.arn
        Input = target.input
        InputPath = target.inputPath
        SqsParameters = target.messageGroup.map { QueueParameters(MessageGroupId: $0) }
        DeadLetterConfig = target.deadLetterTarget.map { DeadLetters(Arn: $0) }
        if target.maximumRetryAttempts != nil || target.maximumEventAge != nil {
            RetryPolicy = Retries(
                MaximumRetryAttempts: target.maximumRetryAttempts,
                MaximumEventAgeInSeconds: target.maximumEventAge.map { Int($0.components.seconds) }
            )
        }
        if let transformer = target.inputTransformer {
            do {
                InputTransformer = try JSONCodec.decode(Transformer.self, from: transformer.bytes())
            } catch {
                throw ServiceFault("ValidationException", "The InputTransformer of target '\(Id)' is none: \(error).")
            }
        }
    }
}
