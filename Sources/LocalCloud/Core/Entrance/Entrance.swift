import AWSClient
import Crypto
import HTTP
import Time

/// Where signed requests come in: it finds out who sends each, and turns away what is not signed as AWS wants it.
struct Entrance: Sendable {
    private let ground: Ground
    private let signingKeys = SigningKeys()

    init(_ ground: Ground) {
        self.ground = ground
    }

    /// The request with its sender, and with its body in memory unless the part reads that itself.
    func admit(
        _ web: WebRequest,
        _ claim: SignatureClaim,
        to part: any CloudPart,
        id: String
    ) async throws(SignatureRefusal) -> CloudRequest {
        let now = ground.clock.now
        guard let holder = ground.keys[claim.accessKeyID] else { throw .unknownKey(claim.accessKeyID) }
        if claim.region != ground.place.region { throw .otherRegion(claim.region, here: ground.place.region) }
        try checkTime(of: claim, at: now)
        if holder.credentials.sessionToken?.revealed != claim.sessionToken { throw .wrongToken }
        if let end = holder.credentials.expiration, end <= now { throw .expiredToken }
        try checkNames(of: claim, in: web)

        let body = part.readsStreams ? [] : try await whole(web.body)
        let payload = try payload(of: web, claim, body: part.readsStreams ? nil : body)
        guard
            let seed = claim.check(web, payload: payload, with: holder.credentials, keys: signingKeys)
        else { throw .wrongSignature(canonical: CanonicalRequest(web, signedBy: claim, payload: payload).bytes) }
        return CloudRequest(
            web: web,
            id: id,
            received: now,
            caller: holder.caller,
            body: body,
            seed: seed,
            isPresigned: claim.place != .header
        )
    }

    /// What nobody signed, for the few parts that take such.
    func admitUnsigned(_ web: WebRequest, to part: any CloudPart, id: String) async throws(SignatureRefusal)
        -> CloudRequest
    {
        let body = part.readsStreams ? [] : try await whole(web.body)
        return CloudRequest(web: web, id: id, received: ground.clock.now, caller: .nobody, body: body)
    }

    private func checkTime(of claim: SignatureClaim, at now: Instant) throws(SignatureRefusal) {
        switch claim.place {
        case .header:
            if now < claim.date - Self.skew || now > claim.date + Self.skew {
                throw .skewed(claim.date, now: now)
            }
        case .query(let lifetime):
            if now < claim.date - Self.skew { throw .notYet(claim.date, now: now) }
            if now >= claim.date + lifetime { throw .expired(claim.date + lifetime, now: now) }
        }
    }

    /// Host, and whatever begins with `x-amz-`, must be among what is signed, or anyone on the way could change it.
    private func checkNames(of claim: SignatureClaim, in web: WebRequest) throws(SignatureRefusal) {
        guard claim.signedHeaders.contains("host") else { throw .unsignedHeader("host") }
        for field in web.headers.fields {
            let name = field.name.lowercased()
            guard name.hasPrefix("x-amz-"), name != "x-amz-content-sha256" || claim.place == .header else { continue }
            if !claim.signedHeaders.contains(name) { throw .unsignedHeader(name) }
        }
    }

    /// What was signed of the body; a hash that is claimed must be the body's.
    private func payload(
        of web: WebRequest,
        _ claim: SignatureClaim,
        body: [UInt8]?
    ) throws(SignatureRefusal) -> String {
        let claimed = web.headers["x-amz-content-sha256"]
        guard let body else {
            // S3 says what it signs; by a presigned URL it signs nothing of the body.
            if claim.place != .header { return claimed ?? Payload.unsigned.text }
            guard let claimed else { throw .missing("x-amz-content-sha256") }
            return claimed
        }
        let hash = SHA256.digest(of: body).hex
        if let claimed, claimed != hash, claimed != Payload.unsigned.text { throw .wrongHash(claimed, of: hash) }
        return claimed ?? hash
    }

    private func whole(_ body: WebBody) async throws(SignatureRefusal) -> [UInt8] {
        switch body {
        case .none: return []
        case .bytes(let bytes):
            if bytes.count > Self.bodyLimit { throw .bodyOverLimit(Self.bodyLimit) }
            return bytes
        case .stream(let source, _): return try await whole(source)
        }
    }

    private func whole(_ source: any BodySource) async throws(SignatureRefusal) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece: [UInt8]
            do {
                piece = try await source.next(atMost: 65_536)
            } catch {
                throw .brokenBody(error)
            }
            if piece.isEmpty { return bytes }
            if bytes.count + piece.count > Self.bodyLimit { throw .bodyOverLimit(Self.bodyLimit) }
            bytes += piece
        }
    }

    /// How far a clock may be off, before or after.
    private static let skew = Duration.seconds(15 * 60)
    /// DynamoDB takes 16 MiB in one request, which is the most of all.
    private static let bodyLimit = 16 * 1024 * 1024 + 65_536
}
