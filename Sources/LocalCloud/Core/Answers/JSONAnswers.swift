package import HTTP
import JSON

/// How the services that speak JSON answer: AWS JSON 1.0 and 1.1.
package struct JSONAnswers: Sendable {
    /// `1.0` or `1.1`.
    package let version: String
    /// What stands before an error's code in `__type`: `com.amazonaws.sqs#`.
    package let namespace: String

    package init(version: String, namespace: String) {
        self.version = version
        self.namespace = namespace
    }

    package func success(_ body: [UInt8], id: String) -> WebAnswer {
        WebAnswer(status: 200, headers: headers(id), body: .bytes(body))
    }

    package func fault(_ fault: ServiceFault, id: String) -> WebAnswer {
        var members: JSONObject = ["__type": .string(namespace + fault.code), "message": .string(fault.message)]
        for member in fault.details.members { members[member.key] = member.value }
        var headers = headers(id)
        if let queryCode = fault.queryCode {
            headers.add("x-amzn-query-error", "\(queryCode);\(fault.isSenders ? "Sender" : "Receiver")")
        }
        return WebAnswer(status: fault.status, headers: headers, body: .bytes(JSONValue.object(members).bytes()))
    }

    private func headers(_ id: String) -> WebHeaders {
        ["Content-Type": "application/x-amz-json-\(version)", "x-amzn-RequestId": id]
    }
}
