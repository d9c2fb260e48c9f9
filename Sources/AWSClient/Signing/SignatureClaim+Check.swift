import Crypto
package import HTTP

extension SignatureClaim {
    /// What the chunks of the body go on from, where the signature is the one that these credentials make; nil else.
    ///
    /// `payload` is what was signed of the body: its hash, or the words that stand in its place.
    package func check(
        _ request: WebRequest,
        payload: String,
        with credentials: Credentials,
        keys: SigningKeys
    ) -> SeedSignature? {
        let scope = SigningScope(at: date, region: region, service: service)
        let canonical = CanonicalRequest(request, signedBy: self, payload: payload)
        let key = keys.key(day: Timestamp(date), region: region, service: service, credentials)
        let expected = key.authenticate(StringToSign.bytes(scope, canonical.bytes)).hex
        guard ConstantTime.equal(Array(expected.utf8), Array(signature.utf8)) else { return nil }
        return SeedSignature(hex: expected, scope: scope, key: key)
    }
}
