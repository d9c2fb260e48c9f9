import AWSClient
import HTTP
import LocalCloud
import TestKit
import Time

/// A cloud with S3 in it, and what calls it, in this process.
struct House: Sendable {
    let clock: ManualClock
    let ground: Ground
    let cloud: Cloud
    let buckets: Buckets
    /// What queues, topics and functions are told.
    let mail = Mailbox()

    static let start = Instant(secondsSinceEpoch: 1_800_000_000)
    static let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")

    init(
        bytes: BytesPlace = .memory,
        journal: any Journal = NoJournal(),
        permissions: any Permissions = EverythingAllowed(),
        seed: UInt64 = 4,
        at now: Instant = House.start
    ) throws(ServiceFault) {
        clock = ManualClock(now: now)
        ground = Ground(
            clock: clock,
            random: SeededRandom(seed: seed),
            permissions: permissions,
            journal: journal
        )
        for service in ["sqs", "sns", "lambda", "events"] { ground.deliveries.enter(mail, for: service) }
        buckets = try Buckets(ground, bytes: bytes)
        cloud = Cloud(ground, parts: [buckets])
    }

    /// A client; `name` is how a bucket is addressed: in the path, or in the host.
    var s3: S3 {
        get throws { try S3(context()) }
    }

    func context(endpoint: String = "http://127.0.0.1:4566") -> AWSContext {
        let settings = AWSSettings([
            "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": endpoint, "AWS_MAX_ATTEMPTS": "1",
        ])
        let outside = Outside(
            transport: DirectTransport(to: cloud, clock: clock),
            clock: clock,
            random: ground.random
        )
        return AWSContext(ClientSettings(settings), credentials: FixedCredentials(Self.credentials), outside: outside)
    }

    /// A client, with a bucket that is there.
    func s3(with bucket: BucketName, versioning: BucketVersioning? = nil) async throws -> S3 {
        let s3 = try s3
        try await s3.createBucket(bucket)
        if let versioning { try await s3.putBucketVersioning(bucket, versioning) }
        return s3
    }

    /// What is sent as it stands here, signed.
    func send(
        _ method: String,
        _ target: String,
        _ headers: WebHeaders = [:],
        body: [UInt8] = [],
        payload: Payload? = nil
    ) async throws -> RawAnswer {
        var request = request(method, target, headers, body: body)
        let signer = Signer(region: "us-east-1", service: "s3", keys: SigningKeys())
        try signer.sign(&request, payload: payload ?? Payload(of: body), with: Self.credentials, at: clock.now)
        return try await carry(request)
    }

    /// What is sent as it stands here, signed or not.
    func carry(_ request: WebRequest) async throws -> RawAnswer {
        let answer = try await DirectTransport(to: cloud, clock: clock).exchange(request, bodyLimit: 64 << 20)
        return RawAnswer(status: answer.head.status, headers: answer.head.headers, body: answer.body)
    }

    func request(_ method: String, _ target: String, _ headers: WebHeaders = [:], body: [UInt8] = []) -> WebRequest {
        WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
            target: target,
            headers: headers,
            body: body.isEmpty ? .none : .bytes(body)
        )
    }

    /// Of a presigned URL.
    func request(_ method: String, url: String, _ headers: WebHeaders = [:], body: [UInt8] = []) -> WebRequest {
        let target = url.dropFirst("http://127.0.0.1:4566".count)
        return request(method, String(target), headers, body: body)
    }
}

/// An answer as it came.
struct RawAnswer {
    let status: Int
    let headers: WebHeaders
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The code of an error.
    var code: String? {
        get throws { body.isEmpty ? nil : try XMLReader.read(body).text(at: "Code") }
    }

    var document: XMLElement {
        get throws { try XMLReader.read(body) }
    }
}

/// Takes what is delivered to anybody, unless it is to nobody.
actor Mailbox: Recipient {
    private(set) var deliveries: [Delivery] = []

    func take(_ delivery: Delivery) async throws(ServiceFault) {
        if delivery.target.resource == "nobody" { throw ServiceFault("NonExistentQueue", "There is no such queue.") }
        deliveries.append(delivery)
    }

    func empty() { deliveries = [] }
}

/// What is allowed but for some actions.
struct Forbidding: Permissions {
    let actions: Set<String>

    func allows(_ action: String, on resource: ARN, to caller: Caller) -> Bool { !actions.contains(action) }
}

extension BucketName {
    static func named(_ text: String = "documents") throws -> BucketName { try BucketName(text) }
}

extension S3 {
    @discardableResult
    func put(_ text: String, to key: String, in bucket: String = "documents") async throws -> StoredObject {
        try await put(Array(text.utf8), to: key, in: bucket)
    }

    @discardableResult
    func put(_ bytes: [UInt8], to key: String, in bucket: String = "documents") async throws -> StoredObject {
        try await putObject(
            PutObjectInput(bucket: BucketName(bucket), key: ObjectKey(key), body: .bytes(bytes))
        )
    }

    func get(_ key: String, version: String? = nil, in bucket: String = "documents") async throws -> [UInt8] {
        let input = GetObjectInput(bucket: try BucketName(bucket), key: try ObjectKey(key), versionID: version)
        guard case .answer(let object) = try await getObject(input, limit: 64 << 20) else { return [] }
        return object.body
    }
}
