import AWSClient
package import HTTP
import Time

/// AWS on one machine: every request that comes in, by a socket or in this process, goes to the part it is for.
package struct Cloud: Answerer {
    private let ground: Ground
    private let entrance: Entrance
    private let parts: [String: any CloudPart]
    private let unsigned: [any UnsignedPart]

    /// `unsigned` are asked in their order.
    package init(_ ground: Ground, parts: [any CloudPart], unsigned: [any UnsignedPart] = []) {
        self.ground = ground
        entrance = Entrance(ground)
        self.parts = Dictionary(uniqueKeysWithValues: parts.map { ($0.signingName, $0) })
        self.unsigned = unsigned
    }

    package func answer(_ web: WebRequest) async -> WebAnswer {
        let id = ground.newID()
        let claim: SignatureClaim?
        do {
            claim = try SignatureClaim(web)
        } catch {
            if web.provesItselfOtherwise, let answer = await answerOpenly(web, id: id) { return answer }
            return refusal(.claim(error), web, by: likelyPart(of: web), id: id)
        }
        guard let claim else { return await answerUnsigned(web, id: id) }
        guard let part = parts[claim.service] else {
            return refusal(.notEmulated("The service '\(claim.service)'"), web, by: likelyPart(of: web), id: id)
        }
        do {
            let request = try await entrance.admit(web, claim, to: part, id: id)
            guard ground.witness.isLooking else { return await answer(request, by: part) }
            let cause = Causation.invocation ?? ground.keys.invocation(of: claim.accessKeyID)
            return await Causation.$invocation.withValue(cause) { await answerSeen(request, by: part) }
        } catch {
            return refusal(error, web, by: part, id: id)
        }
    }

    private func answerSeen(_ request: CloudRequest, by part: any CloudPart) async -> WebAnswer {
        let spent = SpentCapacity()
        let answer = await SpentCapacity.$current.withValue(spent) { await self.answer(request, by: part) }
        if let operation = part.operation(of: request) {
            let call = SeenCall(
                service: part.signingName,
                operation: operation,
                status: answer.status,
                fault: answer.status < 400 ? nil : answer.faultCode,
                duration: ground.clock.now - request.received,
                capacity: spent.total,
                cause: Causation.invocation
            )
            ground.witness.saw(.call(call))
        }
        return answer
    }

    /// Pages of our own and the API, then what S3 lets anybody do; all else needs a signature.
    private func answerUnsigned(_ web: WebRequest, id: String) async -> WebAnswer {
        if let answer = await answerOpenly(web, id: id) { return answer }
        let part = likelyPart(of: web)
        guard let open = part as? any OpenPart, open.takesUnsigned(web) else {
            return refusal(.unsigned, web, by: part, id: id)
        }
        do {
            let request = try await entrance.admitUnsigned(web, to: part, id: id)
            return await answer(request, by: part)
        } catch {
            return refusal(error, web, by: part, id: id)
        }
    }

    private func answerOpenly(_ web: WebRequest, id: String) async -> WebAnswer? {
        for part in unsigned { if let answer = await part.answer(web, id: id) { return answer } }
        return nil
    }

    private func answer(_ request: CloudRequest, by part: any CloudPart) async -> WebAnswer {
        do {
            return try await part.answer(request)
        } catch {
            return part.answer(error, to: request.web, id: request.id)
        }
    }

    private func refusal(_ refusal: SignatureRefusal, _ web: WebRequest, by part: any CloudPart, id: String)
        -> WebAnswer
    {
        self.refusal(refusal.fault(in: RefusalDialect(part, web)), web, by: part, id: id)
    }

    private func refusal(_ fault: ServiceFault, _ web: WebRequest, by part: any CloudPart, id: String) -> WebAnswer {
        part.answer(fault, to: web, id: id)
    }

    /// Whom an unsigned or unreadable request would have been for: JSON says it, a form has an Action, S3 is the rest.
    private func likelyPart(of web: WebRequest) -> any CloudPart {
        let target = web.headers["X-Amz-Target"].flatMap { Self.targets[String($0.prefix { $0 != "." })] }
        // Curl and others call a body a form that nobody asked them to, also that of an object.
        let isForm =
            web.method == "POST"
            && web.headers["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") ?? false
        return parts[target ?? (isForm ? "sqs" : "s3")] ?? Nobody()
    }

    private static let targets = [
        "AmazonSQS": "sqs", "DynamoDB_20120810": "dynamodb", "secretsmanager": "secretsmanager",
        "AWSEvents": "events", "GraniteServiceVersion20100801": "monitoring",
    ]
}

extension WebRequest {
    /// By `Bearer` or `Basic`, which an API's authorizer reads, and not by a signature of AWS's.
    fileprivate var provesItselfOtherwise: Bool { headers["Authorization"]?.hasPrefix("AWS") == false }
}

/// What answers requests that carry no signature: the pages of the cloud itself, the API of the template.
package protocol UnsignedPart: Sendable {
    /// Nil where the request is for somebody else.
    func answer(_ request: WebRequest, id: String) async -> WebAnswer?
}

/// A part that lets some requests in without a signature, and checks them itself: browsers' forms, preflights.
package protocol OpenPart: CloudPart {
    func takesUnsigned(_ request: WebRequest) -> Bool
}

/// Says no in plain JSON where no part is there to say it.
private struct Nobody: CloudPart {
    let signingName = ""

    func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        throw .notEmulated("The request")
    }

    func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        JSONAnswers(version: "1.0", namespace: "").fault(fault, id: id)
    }
}
