import JSON

/// The filters of a mapping.
struct MessageFilter: Sendable {
    private let patterns: [EventPattern]
    private let texts: [JSONValue]

    init(_ filters: [String]) throws(ServiceFault) {
        var patterns: [EventPattern] = []
        var texts: [JSONValue] = []
        for filter in filters {
            do {
                let value = try JSONValue(parsing: Array(filter.utf8))
                patterns.append(try EventPattern(value))
                texts.append(value)
            } catch let fault as PatternFault {
                throw Self.fault(fault.reason)
            } catch {
                throw Self.fault("\(error)")
            }
        }
        (self.patterns, self.texts) = (patterns, texts)
    }

    /// Whether any pattern matches; where there are none, everything does.
    ///
    /// A body that is JSON is matched as JSON, any other as text.
    func matches(_ message: QueuedMessage) -> Bool {
        guard !patterns.isEmpty else { return true }
        guard case .object(var record) = message.record(from: ARN.bucket("none")) else { return false }
        do {
            record["body"] = try JSONValue(parsing: Array(message.body.utf8))
        } catch {
            record["body"] = .string(message.body)
        }
        return zip(patterns, texts).contains { pattern, text in
            // A pattern for JSON does not match text, nor one for text JSON.
            let wantsText = text["body"]?.array != nil
            let isText = record["body"]?.object == nil && record["body"]?.array == nil
            if text["body"] != nil, wantsText != isText { return false }
            return pattern.matches(.object(record))
        }
    }

    private static func fault(_ reason: String) -> ServiceFault {
        ServiceFault("InvalidParameterValueException", "Invalid filter pattern definition: \(reason)")
    }
}
