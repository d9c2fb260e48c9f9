import AWSClient
package import HTTP

/// STS: who a caller is.
package struct Identities: CloudPart {
    package let signingName = "sts"
    private let ground: Ground
    private let answers = QueryAnswers(namespace: "https://sts.amazonaws.com/doc/2011-06-15/")

    package init(_ ground: Ground) {
        self.ground = ground
    }

    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        let form = QueryItems(request.body, plusIsSpace: true)
        switch form["Action"] {
        case "GetCallerIdentity":
            return answers.success("GetCallerIdentity", id: request.id) { result in
                result.element("Arn", request.caller.arn)
                result.element("UserId", request.caller.userID)
                result.element("Account", ground.place.account)
            }
        case let action?: throw .notEmulated("The operation \(action)")
        case nil: throw ServiceFault("MissingAction", "The request names no Action.")
        }
    }

    package func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        answers.fault(fault, id: id)
    }
}
