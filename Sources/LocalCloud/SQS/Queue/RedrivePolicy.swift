import JSON

/// Where messages go that were received too often.
struct RedrivePolicy: Sendable, Equatable {
    let deadLetterTarget: ARN
    let maxReceiveCount: Int

    init(_ text: String) throws(ServiceFault) {
        let policy = try JSONObject(policy: "RedrivePolicy", text)
        let target = policy["deadLetterTargetArn"]?.string
        guard let target = target.flatMap({ ARN($0) }), target.service == "sqs" else {
            throw .invalid(text, for: "RedrivePolicy", "Invalid value for deadLetterTargetArn.")
        }
        let count = policy["maxReceiveCount"]
        guard let count = count?.int ?? count?.string.flatMap({ Int($0) }), (1...1_000).contains(count) else {
            throw .invalid(
                text,
                for: "RedrivePolicy",
                "Invalid value for maxReceiveCount, valid values are from 1 to 1000 both inclusive."
            )
        }
        deadLetterTarget = target
        maxReceiveCount = count
    }
}

/// Which queues may give up their messages into this one.
enum RedriveAllowPolicy: Sendable, Equatable {
    case allowAll
    case denyAll
    case byQueue([String])

    /// AWS takes no more sources by name.
    private static let mostSources = 10

    init(_ text: String) throws(ServiceFault) {
        let policy = try JSONObject(policy: "RedriveAllowPolicy", text)
        let sources = policy["sourceQueueArns"]?.array?.map(\.string)
        switch (policy["redrivePermission"]?.string, sources) {
        case ("allowAll", nil): self = .allowAll
        case ("denyAll", nil): self = .denyAll
        case ("byQueue", let sources?):
            let names = sources.compactMap { $0 }
            guard (1...Self.mostSources).contains(names.count), names.count == sources.count,
                names.allSatisfy({ ARN($0)?.service == "sqs" })
            else {
                throw .invalid(text, for: "RedriveAllowPolicy", "sourceQueueArns must name 1 to 10 queues.")
            }
            self = .byQueue(names)
        default:
            throw .invalid(
                text,
                for: "RedriveAllowPolicy",
                "redrivePermission must be allowAll, denyAll, or byQueue with sourceQueueArns."
            )
        }
    }

    func allows(_ source: ARN) -> Bool {
        switch self {
        case .allowAll: true
        case .denyAll: false
        case .byQueue(let names): names.contains(source.description)
        }
    }
}

extension JSONObject {
    fileprivate init(policy name: String, _ text: String) throws(ServiceFault) {
        do {
            guard case .object(let object) = try JSONValue(parsing: Array(text.utf8)) else {
                throw ServiceFault.invalid(text, for: name, "The policy is no JSON object.")
            }
            self = object
        } catch let fault as ServiceFault {
            throw fault
        } catch {
            throw .invalid(text, for: name, "The policy is no JSON object.")
        }
    }
}
