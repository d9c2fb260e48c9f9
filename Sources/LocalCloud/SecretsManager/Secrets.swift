package import HTTP
import JSON
import Time

/// Secrets Manager: texts and bytes by name, each in versions that labels point to.
package actor Secrets: CloudPart {
    package nonisolated let signingName = "secretsmanager"
    nonisolated let ground: Ground
    var secrets: [String: StoredSecret] = [:]
    private nonisolated let answers = JSONAnswers(version: "1.1", namespace: "")
    private nonisolated let calls: JSONCalls<Secrets>

    private static let shelf = "secrets"

    package init(_ ground: Ground) {
        self.ground = ground
        calls = JSONCalls(
            [CreateSecret.self, PutSecretValue.self, GetSecretValue.self, DescribeSecret.self, ListSecrets.self],
            answers: answers
        )
        for row in ground.journal.rows(of: Self.shelf) {
            if let secret = StoredSecret(row) { secrets[secret.name] = secret }
        }
    }

    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        try await calls.answer(request, in: self)
    }

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        answers.fault(fault, id: id)
    }

    /// The secret of a name, of an ARN, or of an ARN without the six characters that end it.
    func secret(_ id: String, _ action: String, for request: CloudRequest) throws(ServiceFault) -> StoredSecret {
        let name = id.hasPrefix("arn:") ? secrets.values.first { $0.isMeant(by: id) }?.name : id
        guard let name, let secret = secrets[name] else {
            try ground.allow(
                "secretsmanager:\(action)",
                on: ground.place.arn("secretsmanager", "secret:\(id)"),
                to: request.caller
            )
            throw ServiceFault("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
        }
        try ground.allow("secretsmanager:\(action)", on: secret.arn, to: request.caller)
        return secret
    }

    /// Takes a secret as it now is; it is safe when this returns.
    func keep(_ secret: StoredSecret) async throws(ServiceFault) {
        let row = ground.journal.isKept ? try secret.row() : nil
        secrets[secret.name] = secret
        if let row { ground.journal.append([.put(row, shelf: Self.shelf)]) }
        try await ground.journal.settle()
    }

    /// `secret:name-AbCdEf`: the end keeps the policies for a secret from meaning one of the same name that came later.
    func newARN(of name: String) -> ARN {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        let end = String(ground.random.bytes(6).map { letters[Int($0) % letters.count] })
        return ground.place.arn("secretsmanager", "secret:\(name)-\(end)")
    }
}
