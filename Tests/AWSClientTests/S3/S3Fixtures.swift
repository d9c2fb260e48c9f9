import AWSClient
import HTTP
import TestKit
import Time

extension S3 {
    /// A client whose endpoint is a name of no host, or AWS's own where it is nil.
    static func scripted(
        _ transport: ScriptedTransport,
        endpoint: String? = "http://127.0.0.1:4566",
        _ more: [String: String] = [:],
        style: String? = nil,
        clock: any WallClock = LeapingClock()
    ) throws -> S3 {
        var variables = ["AWS_REGION": "eu-central-1"].merging(more) { $1 }
        variables["AWS_ENDPOINT_URL_S3"] = endpoint
        let profile = "[default]\ns3 =\n  addressing_style = \(style ?? "auto")\n"
        variables["AWS_CONFIG_FILE"] = "/config"
        let settings = try ClientSettings(AWSSettings(variables), files: FakeFiles(["/config": profile]))
        return try S3(
            AWSContext(settings, credentials: Credentials.sample, outside: .scripted(transport, clock: clock))
        )
    }
}

extension BucketName {
    static func named(_ text: String = "documents") throws -> BucketName { try BucketName(text) }
}

extension GetObjectInput {
    static func sample(range: ByteRange? = nil) throws -> GetObjectInput {
        try GetObjectInput(bucket: .named(), key: ObjectKey("k"), range: range)
    }
}

extension PutObjectInput {
    static func sample(_ body: CallContent = .bytes(Array("hello world".utf8))) throws -> PutObjectInput {
        try PutObjectInput(bucket: .named(), key: ObjectKey("k"), body: body)
    }
}

extension WebRequest {
    var url: String { "\(origin)\(target)" }
    var text: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
