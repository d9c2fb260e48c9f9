import AWSClient
package import HTTP
import JSON

extension Functions {
    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        let path = request.path.split(separator: "/").map { String($0).percentDecoded }
        guard path.count >= 2 else { throw .notEmulated("\(request.method) \(request.path)") }
        switch (request.method, path[0], path[1], path.count) {
        case ("POST", "2015-03-31", "functions", 4) where path[3] == "invocations":
            return try await invoke(try reference(path[2], request), request)
        case ("GET", "2015-03-31", "functions", 2): return try listFunctions(request)
        case ("GET", "2015-03-31", "functions", 3): return try getFunction(try reference(path[2], request), request)
        case ("GET", "2015-03-31", "functions", 4) where path[3] == "configuration":
            return try getFunctionConfiguration(try reference(path[2], request), request)
        case ("GET", "2015-03-31", "event-source-mappings", 2): return try listEventSourceMappings(request)
        case ("GET", "2015-03-31", "event-source-mappings", 3):
            return try getEventSourceMapping(path[2], request)
        case ("PUT", "2015-03-31", "event-source-mappings", 3):
            return try await updateEventSourceMapping(path[2], request)
        default:
            throw .notEmulated("\(request.method) \(request.path): the template configures the functions;")
        }
    }

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        var members: JSONObject = [
            "Type": fault.isSenders ? "User" : "Service", "Message": .string(fault.message),
        ]
        for member in fault.details.members { members[member.key] = member.value }
        return WebAnswer(
            status: fault.status,
            headers: [
                "Content-Type": "application/json", "x-amzn-ErrorType": fault.code, "x-amzn-RequestId": id,
            ],
            body: .bytes(JSONValue.object(members).bytes())
        )
    }

    /// The function that a path names, with the qualifier of the path or of the query.
    private func reference(_ text: String, _ request: CloudRequest) throws(ServiceFault) -> FunctionReference {
        guard var reference = FunctionReference(text) else {
            throw ServiceFault(
                "ValidationException",
                "1 validation error detected: Value '\(text)' at 'functionName' failed to satisfy constraint: "
                    + "Member must be the name or the ARN of a function"
            )
        }
        if let qualifier = request.query["Qualifier"], !qualifier.isEmpty {
            if let other = reference.qualifier, other != qualifier {
                throw ServiceFault(
                    "InvalidParameterValueException",
                    "The derived qualifier from the function name does not match the specified qualifier."
                )
            }
            reference.qualifier = qualifier
        }
        return reference
    }

    func json(_ value: JSONValue, to request: CloudRequest, status: Int = 200) -> WebAnswer {
        WebAnswer(
            status: status,
            headers: ["Content-Type": "application/json", "x-amzn-RequestId": request.id],
            body: .bytes(value.bytes())
        )
    }
}

extension String {
    /// A segment of a path as it was before it was escaped; there is neither an ampersand nor an equals sign in a name.
    fileprivate var percentDecoded: String {
        utf8.contains(UInt8(ascii: "%")) ? QueryItems(utf8, plusIsSpace: false).items.first?.name ?? self : self
    }
}
