package import Files
import Time

/// Credentials of a role for a token that somebody else vouches for; the token's file is read anew each time.
package struct WebIdentity: CredentialProvider {
    private let tokenFile: String
    private let terms: AssumedRole.Terms
    private let sts: STS
    private let files: any FileReader
    private let clock: any WallClock

    package init(
        tokenFile: String,
        _ terms: AssumedRole.Terms,
        at endpoint: AWSEndpoint,
        files: any FileReader,
        outside: Outside
    ) {
        self.tokenFile = tokenFile
        self.terms = terms
        self.files = files
        sts = STS(at: endpoint, credentials: nil, outside: outside)
        clock = outside.clock
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        guard let token = try files.text(tokenFile, for: Self.source) else {
            throw .invalid(source: Self.source, reason: "\(tokenFile) is not there")
        }
        let operation = AssumeRoleWithWebIdentity(
            roleArn: terms.roleARN,
            roleSessionName: terms.sessionName,
            webIdentityToken: SecretText(token),
            durationSeconds: terms.durationSeconds
        )
        return try await sts.credentials(by: operation, from: Self.source, at: clock.now)
    }

    private static let source = "web identity"
}

extension FileReader {
    /// The text of a small file without the space around it; nil where there is no such file.
    func text(_ path: String, for source: String) throws(CredentialFailure) -> String? {
        let bytes: [UInt8]?
        do throws(FileFailure) {
            bytes = try read(path)
        } catch {
            throw .invalid(source: source, reason: "\(error.path): \(error.reason)")
        }
        guard let bytes else { return nil }
        let isSpace = { (byte: UInt8) in byte <= 0x20 }
        let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        guard let text = String(validating: trimmed, as: UTF8.self), !text.isEmpty else {
            throw .invalid(source: source, reason: "\(path) holds no text")
        }
        return text
    }
}
