import JSON
import Time

/// The JSON that containers, instances and programs give credentials in.
struct CredentialDocument {
    let credentials: Credentials

    /// `tokenName` differs: containers and instances say `Token`, programs `SessionToken`.
    init(_ bytes: [UInt8], tokenName: String, source: String) throws(CredentialFailure) {
        let fields: JSONValue
        do throws(JSONError) {
            fields = try JSONValue(parsing: bytes, limits: JSONLimits(depth: 4, bytes: Self.longest))
        } catch {
            // The text may hold a secret, so nothing of it is told.
            throw .invalid(source: source, reason: "the answer is no JSON")
        }
        if let code = fields["Code"]?.string, code != "Success" {
            throw .invalid(source: source, reason: "the answer says \(code)")
        }
        guard let key = fields["AccessKeyId"]?.string, let secret = fields["SecretAccessKey"]?.string else {
            throw .invalid(source: source, reason: "the answer lacks AccessKeyId or SecretAccessKey")
        }
        var expiration: Instant?
        if let text = fields["Expiration"]?.string {
            guard let instant = Instant(rfc3339: text) else {
                throw .invalid(source: source, reason: "Expiration is no RFC 3339 date and time")
            }
            expiration = instant
        }
        credentials = Credentials(
            accessKeyID: key,
            secretAccessKey: secret,
            sessionToken: fields[tokenName]?.string,
            expiration: expiration
        )
    }

    /// Real ones have one or two kilobytes.
    static let longest = 65_536
}
