import AWSClient
import HTTP
import JSON
import Time

extension Functions {
    func listFunctions(_ request: CloudRequest) throws(ServiceFault) -> WebAnswer {
        try ground.allow("lambda:ListFunctions", on: ground.place.arn("lambda", "*"), to: request.caller)
        for name in ["MasterRegion", "FunctionVersion"] where request.query.contains(name) {
            throw .notEmulated("ListFunctions by \(name)")
        }
        let all = functions.values.map(\.configuration).sorted { $0.name < $1.name }
        // Names are what the pages are told by.
        let rest = request.query["Marker"].map { marker in all.filter { $0.name > marker } } ?? all
        let limit = request.query["MaxItems"].flatMap { Int($0) } ?? 50
        guard (1...10_000).contains(limit) else {
            throw ServiceFault("InvalidParameterValueException", "MaxItems must be between 1 and 10000")
        }
        let page = rest.prefix(min(limit, 50))
        var answer: JSONObject = ["Functions": .array(page.map { .object(description(of: $0, nil)) })]
        if page.count < rest.count, let last = page.last { answer["NextMarker"] = .string(last.name) }
        return json(.object(answer), to: request)
    }

    func getFunction(_ reference: FunctionReference, _ request: CloudRequest) throws(ServiceFault) -> WebAnswer {
        try ground.allow("lambda:GetFunction", on: arn(of: reference), to: request.caller)
        let configuration = try function(reference).configuration
        var answer: JSONObject = ["Configuration": .object(description(of: configuration, reference.qualifier))]
        if let reserved = configuration.reservedConcurrency {
            answer["Concurrency"] = ["ReservedConcurrentExecutions": .integer(reserved)]
        }
        return json(.object(answer), to: request)
    }

    func getFunctionConfiguration(
        _ reference: FunctionReference,
        _ request: CloudRequest
    ) throws(ServiceFault) -> WebAnswer {
        try ground.allow("lambda:GetFunctionConfiguration", on: arn(of: reference), to: request.caller)
        return json(.object(description(of: try function(reference).configuration, reference.qualifier)), to: request)
    }

    private nonisolated func description(of function: FunctionConfiguration, _ qualifier: String?) -> JSONObject {
        let arn = arn(of: FunctionReference(name: function.name, qualifier: qualifier))
        let variables = function.environment.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
        var answer: JSONObject = [
            "FunctionName": .string(function.name),
            "FunctionArn": .string(arn.description),
            "Runtime": .string(function.runtime),
            "Role": .string("arn:aws:iam::\(ground.place.account):role/\(function.role)"),
            "Handler": .string(function.handler),
            "Description": .string(function.description),
            "Timeout": .integer(Int(function.timeout.components.seconds)),
            "MemorySize": .integer(function.memorySize),
            "Version": "$LATEST",
            "TracingConfig": ["Mode": "PassThrough"],
            "State": "Active",
            "LastUpdateStatus": "Successful",
            "PackageType": "Zip",
            "Architectures": [.string(function.architecture)],
            "EphemeralStorage": ["Size": .integer(function.ephemeralStorage)],
        ]
        if !variables.isEmpty { answer["Environment"] = ["Variables": .object(JSONObject(variables))] }
        if let target = function.asynchronous.deadLetterTarget {
            answer["DeadLetterConfig"] = ["TargetArn": .string(target.description)]
        }
        return answer
    }
}
