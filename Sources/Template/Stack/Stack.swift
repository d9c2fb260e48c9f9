import YAML

/// A template resolved: what the local cloud is to hold, under the names that it will have there.
package struct Stack: Sendable {
    package internal(set) var functions: [Function] = []
    package internal(set) var mappings: [EventSourceMapping] = []
    package internal(set) var invokeConfigs: [EventInvokeConfig] = []
    package internal(set) var permissions: [FunctionPermission] = []
    package internal(set) var roles: [Role] = []
    package internal(set) var queues: [Queue] = []
    package internal(set) var topics: [Topic] = []
    package internal(set) var subscriptions: [Subscription] = []
    package internal(set) var resourcePolicies: [ResourcePolicy] = []
    package internal(set) var buckets: [Bucket] = []
    package internal(set) var tables: [Table] = []
    package internal(set) var secrets: [Secret] = []
    package internal(set) var apis: [HTTPAPI] = []
    package internal(set) var rules: [Rule] = []
    package internal(set) var schedules: [Schedule] = []
    package internal(set) var eventBuses: [EventBus] = []
    package internal(set) var outputs: [Output] = []
    /// The folder that the template names for what is there from the start of a local run, seen from its own.
    package internal(set) var localSeedData: String?
    /// Of every resource, those that SAM makes and those that do nothing here included: CloudFormation takes 500.
    package internal(set) var logicalIDs: [String] = []
    /// Everything that does less here than on AWS, in the order of the template.
    package internal(set) var notes: [Note] = []

    package struct Output: Sendable, Equatable {
        package let id: String
        package let value: Value
        package let description: String?
        package let exportName: String?
    }

    /// A bus of EventBridge beside the default one.
    package struct EventBus: Sendable, Equatable {
        package let id: String
        package let name: String
        package let arn: String
    }

    init() {}

    /// What `--strict` makes fatal.
    package var notUnderstood: [Note] { notes.filter { $0.kind == .notUnderstood } }

    /// The function with that name or ARN, whatever version or alias the ARN ends with.
    package func function(_ reference: String) -> Function? {
        let name = FunctionReference(reference).name
        return functions.first { $0.name == name }
    }
}

/// A function by name or ARN, with the version or alias that is meant.
package struct FunctionReference: Sendable, Equatable {
    package let name: String
    package let qualifier: String?

    package init(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let rest = parts.count >= 7 && parts[0] == "arn" && parts[5] == "function" ? parts.dropFirst(6) : parts[...]
        name = rest.first ?? text
        qualifier = rest.count == 2 ? rest.last : nil
    }
}
