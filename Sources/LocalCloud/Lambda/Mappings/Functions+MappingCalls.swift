import AWSClient
import HTTP
import JSON
import Time

extension Functions {
    func listEventSourceMappings(_ request: CloudRequest) throws(ServiceFault) -> WebAnswer {
        try ground.allow("lambda:ListEventSourceMappings", on: ground.place.arn("lambda", "*"), to: request.caller)
        for name in ["Marker", "MaxItems"] where request.query.contains(name) {
            throw .notEmulated("ListEventSourceMappings with \(name)")
        }
        let source = request.query["EventSourceArn"]
        let function = request.query["FunctionName"].flatMap { FunctionReference($0)?.name ?? $0 }
        let all = mappings.values.sorted { $0.mapping.id < $1.mapping.id }.filter { mapped in
            source.map { $0 == mapped.mapping.queue.description } ?? true
                && function.map { $0 == mapped.mapping.function } ?? true
        }
        return json(["EventSourceMappings": .array(all.map { .object(description(of: $0)) })], to: request)
    }

    func getEventSourceMapping(_ id: String, _ request: CloudRequest) throws(ServiceFault) -> WebAnswer {
        let mapped = try mapped(id, "lambda:GetEventSourceMapping", request)
        return json(.object(description(of: mapped)), to: request)
    }

    /// Switches a mapping on or off; all else of it is the template's.
    func updateEventSourceMapping(_ id: String, _ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        let mapped = try mapped(id, "lambda:UpdateEventSourceMapping", request)
        let body: JSONValue
        do {
            body = try JSONValue(parsing: request.body)
        } catch {
            throw ServiceFault("InvalidRequestContentException", "Could not parse request body into json: \(error)")
        }
        if let other = body.object?.keys.first(where: { $0 != "Enabled" }) {
            throw .notEmulated("UpdateEventSourceMapping of \(other)")
        }
        guard let isEnabled = body["Enabled"]?.bool else {
            throw ServiceFault("InvalidParameterValueException", "Enabled must be true or false")
        }
        mapped.turn(on: isEnabled)
        if ground.journal.isKept {
            let value: JSONValue = .bool(isEnabled)
            ground.journal.append([.put(JournalRow(key: id, value: value.bytes()), shelf: MappedQueue.shelf)])
        }
        try await ground.journal.settle()
        return json(.object(description(of: mapped)), to: request, status: 202)
    }

    private func mapped(_ id: String, _ action: String, _ request: CloudRequest) throws(ServiceFault) -> MappedQueue {
        try ground.allow(action, on: ground.place.arn("lambda", "event-source-mapping:\(id)"), to: request.caller)
        guard let mapped = mappings[id] else {
            throw ServiceFault("ResourceNotFoundException", "The resource you requested does not exist.", status: 404)
        }
        return mapped
    }

    private func description(of mapped: MappedQueue) -> JSONObject {
        let mapping = mapped.mapping
        let reference = FunctionReference(name: mapping.function, qualifier: mapping.qualifier)
        var answer: JSONObject = [
            "UUID": .string(mapping.id),
            "EventSourceArn": .string(mapping.queue.description),
            "FunctionArn": .string(arn(of: reference).description),
            "EventSourceMappingArn": .string(
                ground.place.arn("lambda", "event-source-mapping:\(mapping.id)").description
            ),
            "BatchSize": .integer(mapping.batchSize),
            "MaximumBatchingWindowInSeconds": .integer(Int(mapping.window.components.seconds)),
            "State": mapped.isEnabled ? "Enabled" : "Disabled",
            "StateTransitionReason": "USER_INITIATED",
            "FunctionResponseTypes": mapping.reportsItemFailures ? ["ReportBatchItemFailures"] : [],
        ]
        if let limit = mapping.maximumConcurrency {
            answer["ScalingConfig"] = ["MaximumConcurrency": .integer(limit)]
        }
        if !mapping.filters.isEmpty {
            answer["FilterCriteria"] = ["Filters": .array(mapping.filters.map { ["Pattern": .string($0)] })]
        }
        return answer
    }
}
