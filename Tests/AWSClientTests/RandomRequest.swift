import AWSClient
import Encoding
import HTTP
import JSON
import Time

/// A request that nobody would think of, and that somebody sends.
struct RandomRequest {
    private var service: String
    private var region: String
    private var credentials: Credentials
    private var now: Instant
    private var method: String
    private var origin: WebOrigin
    /// Encoded.
    private var path: String
    private var query: [(name: String, value: String)]
    private var headers: WebHeaders
    private var body: [UInt8]
    private var payload: Payload
    /// Nil where it is signed by headers.
    private var expires: Int?

    init(_ random: SeededRandom) {
        var draw = Draw(random)
        service = draw.one(of: ["s3", "s3", "sqs", "sns", "dynamodb", "execute-api", "secretsmanager"])
        region = draw.one(of: ["us-east-1", "eu-central-1", "ap-southeast-4", "cn-north-1"])
        credentials = Credentials(
            accessKeyID: "AKIA" + draw.text(16, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
            secretAccessKey: draw.text(40, from: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"),
            sessionToken: draw.chance(0.4) ? draw.text(120, from: "abcdefABCDEF0123456789+/=") : nil
        )
        now = Instant(secondsSinceEpoch: Int64(draw.number(0..<4_000_000_000)))
        method = draw.one(of: ["GET", "PUT", "POST", "DELETE", "HEAD"])
        origin = WebOrigin(
            scheme: draw.chance(0.8) ? .https : .http,
            host: draw.one(of: [
                "bucket.s3.amazonaws.com", "127.0.0.1", "sqs.eu-central-1.amazonaws.com", "a-b.c", "::1",
            ]),
            port: draw.one(of: [nil, nil, 443, 80, 4566])
        )
        path = "/" + PercentEncoding.encode(draw.weird(0...24), keepingSlash: true)
        expires = draw.chance(0.4) ? draw.number(1..<604_801) : nil
        query = (0..<draw.number(0..<5)).map { _ in (draw.weird(1...8), draw.weird(0...8)) }
        if expires != nil {
            // botocore reads the query into a dictionary there, and drops what repeats and what has no name.
            var seen: Set<[UInt8]> = []
            query = query.filter { seen.insert(Array($0.name.utf8)).inserted }
        } else if let first = query.first, draw.chance(0.3) {
            query.append((first.name, draw.weird(0...8)))
        }
        headers = draw.headers()
        body = draw.chance(0.5) ? Array(draw.weird(0...300).utf8) : []
        payload = Payload(of: body)
        if expires == nil, origin.scheme == .https {
            payload = draw.one(of: [payload, payload, .unsigned, .unsignedChunksWithTrailer])
        }
        if payload == .unsignedChunksWithTrailer { service = "s3" }
        if expires != nil { body = [] }
    }
}

extension RandomRequest {
    private var target: String {
        let items = query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
        return path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    }

    /// What botocore's script prints for the same request.
    func signature(_ keys: SigningKeys) throws(SigningFailure) -> String {
        guard let expires else { return try authorization(keys) }
        let presigner = Presigner(
            origin: origin,
            region: region,
            service: service,
            credentials: credentials,
            keys: keys
        )
        let request = try PresignedRequest(method: method, path: path, query: query, headers: headers)
        let url = try presigner.url(for: request, at: now, expiry: .seconds(expires)).revealed
        return String(url.suffix(64))
    }

    private func authorization(_ keys: SigningKeys) throws(SigningFailure) -> String {
        let signer = Signer(region: region, service: service, keys: keys)
        var request = WebRequest(method: method, origin: origin, target: target, headers: headers)
        try signer.sign(&request, payload: payload, with: credentials, at: now)
        return request.headers["Authorization"] ?? ""
    }

    var json: JSONValue {
        var fields: JSONObject = [
            "service": .string(service), "region": .string(region), "access_key": .string(credentials.accessKeyID),
            "secret_key": .string(credentials.secretAccessKey.revealed), "timestamp": .string(now.basicISO8601),
            "method": .string(method), "url": .string("\(origin)\(target)"), "body": .string(Base64.encode(body)),
            "headers": .array(headers.fields.map { [.string($0.name), .string($0.value)] }),
        ]
        fields["token"] = credentials.sessionToken.map { .string($0.revealed) }
        fields["expires"] = expires.map { .integer($0) }
        switch payload {
        case .unsigned: fields["payload"] = "unsigned"
        case .unsignedChunksWithTrailer: fields["payload"] = "trailer"
        case .hash, .signedChunks: break
        }
        return .object(fields)
    }
}
