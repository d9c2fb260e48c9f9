import Encoding
import JSON
import Template
import Time

extension Secrets {
    /// Makes the template's secrets: with the developer's values before the template's, and those before made-up ones.
    ///
    /// `values` may name secrets that the template does not. A kept one gets a new version where its value differs.
    func deploy(_ wanted: [Template.Secret], values: [String: String]) async throws(ServiceFault) {
        for secret in wanted {
            let known = secrets[secret.name]
            var value = values[secret.name] ?? secret.value
            if value == nil, known == nil { value = try secret.madeUp(by: ground.random) }
            try await set(secret.name, arn: ARN(secret.arn), to: value)
        }
        let names = Set(wanted.map(\.name))
        for (name, value) in values.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            try await set(name, arn: nil, to: value)
        }
    }

    private func set(_ name: String, arn: ARN?, to value: String?) async throws(ServiceFault) {
        let now = ground.clock.now
        var secret =
            secrets[name] ?? StoredSecret(name: name, arn: arn ?? newARN(of: name), description: nil, created: now)
        if let value {
            let content = try SecretContent(text: value, bytes: nil)
            let current = secret.versions.first { $0.stages.contains("AWSCURRENT") }
            if current?.value != content {
                try secret.put(content, id: ground.newID(), stages: ["AWSCURRENT"], at: now)
            }
        }
        try await keep(secret)
    }
}

extension Template.Secret {
    /// What GenerateSecretString asks for; nil where it asks for nothing.
    fileprivate func madeUp(by random: any RandomSource) throws(ServiceFault) -> String? {
        guard let generated else { return nil }
        let length = generated["PasswordLength"]?.int ?? 32
        guard (1...4_096).contains(length) else {
            throw ServiceFault("InvalidParameterException", "\(id): PasswordLength must be between 1 and 4096.")
        }
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        if generated["ExcludeNumbers"]?.bool != true { letters += "0123456789" }
        if generated["ExcludePunctuation"]?.bool != true { letters += "!#$%&'()*+,-./:;<=>?@[]^_`{|}~" }
        let excluded = generated["ExcludeCharacters"]?.string ?? ""
        let usable = letters.filter { !excluded.contains($0) }.map(String.init)
        guard !usable.isEmpty else {
            throw ServiceFault("InvalidParameterException", "\(id): no character is left to make a secret of.")
        }
        // Two bytes a letter, so that none is noticeably likelier than another.
        let bytes = random.bytes(2 * length)
        let password = (0..<length).map { usable[(Int(bytes[2 * $0]) << 8 | Int(bytes[2 * $0 + 1])) % usable.count] }
        guard let key = generated["GenerateStringKey"]?.string else { return password.joined() }
        guard let template = generated["SecretStringTemplate"]?.string else { return password.joined() }
        do {
            var object = try JSONValue(parsing: Array(template.utf8)).object ?? [:]
            object[key] = .string(password.joined())
            return String(decoding: JSONValue.object(object).bytes(), as: UTF8.self)
        } catch {
            throw ServiceFault("InvalidParameterException", "\(id): SecretStringTemplate is no JSON: \(error).")
        }
    }
}
