import AWSClient
import Encoding
import HTTP
import JSON
import Time

/// A call of S3 with a key that nobody would think of, as boto3 is asked for it and as we are.
struct RandomS3Call {
    enum Operation: String, CaseIterable {
        case put = "put_object"
        case get = "get_object"
        case head = "head_object"
        case delete = "delete_object"
        case list = "list_objects_v2"
        case copy = "copy_object"
        case create = "create_multipart_upload"
        case abort = "abort_multipart_upload"
    }

    private let operation: Operation
    private let region: String
    private let endpoint: String?
    private let style: String
    private let checksums: String
    private let bucket: BucketName
    private let key: ObjectKey
    private let other: ObjectKey
    private let version: String?

    init(_ random: SeededRandom) throws {
        var draw = Draw(random)
        operation = draw.one(of: Operation.allCases)
        region = draw.one(of: ["eu-central-1", "us-west-2", "cn-north-1"])
        endpoint = draw.one(of: [nil, nil, "http://127.0.0.1:4566", "https://store.example", "http://[::1]:99"])
        // boto3 puts a bucket with dots in front of an address, where no name can stand.
        let isAddress = endpoint?.hasPrefix("http:") ?? false
        style = draw.one(of: isAddress ? ["auto", "path"] : ["auto", "path", "virtual"])
        checksums = draw.one(of: ["when_supported", "when_required"])
        bucket = try BucketName(draw.one(of: ["documents", "a-b-c", "a.b.c", "1234"]))
        key = try ObjectKey(draw.weird(1...12))
        other = try ObjectKey(draw.weird(1...12))
        version = draw.one(of: [nil, "3HL4kqtJlcpXrof3vjVBH40Nrjfkd"])
    }

    /// As `Tests/python/s3.py` reads it.
    var json: JSONValue {
        var parameters: JSONObject = ["Bucket": .string(bucket.text)]
        if operation != .list { parameters["Key"] = .string(key.text) }
        switch operation {
        case .put:
            parameters["Body"] = .string(other.text)
            parameters["IfNoneMatch"] = "*"
            parameters["Metadata"] = ["a": "1"]
        case .get:
            parameters["Range"] = "bytes=1-9"
            parameters["VersionId"] = version.map { .string($0) }
        case .head: parameters["ChecksumMode"] = "ENABLED"
        case .delete: parameters["VersionId"] = version.map { .string($0) }
        case .list:
            parameters["Prefix"] = .string(key.text)
            parameters["StartAfter"] = .string(other.text)
            parameters["Delimiter"] = "/"
        case .copy:
            var source: JSONObject = ["Bucket": .string(bucket.text), "Key": .string(other.text)]
            source["VersionId"] = version.map { .string($0) }
            parameters["CopySource"] = .object(source)
        case .create: parameters["ContentType"] = "a/b"
        case .abort: parameters["UploadId"] = "u+/="
        }
        var fields: JSONObject = [
            "region": .string(region), "style": .string(style), "checksums": .string(checksums),
            "operation": .string(operation.rawValue), "parameters": .object(parameters),
        ]
        fields["endpoint"] = endpoint.map { .string($0) }
        return .object(fields)
    }

    /// What we send; nothing is answered that could be read, so every call fails.
    func request() async throws -> (request: WebRequest, body: [UInt8]) {
        let transport = ScriptedTransport([.answer(400)])
        let s3 = try S3.scripted(
            transport,
            endpoint: endpoint,
            ["AWS_REGION": region, "AWS_REQUEST_CHECKSUM_CALCULATION": checksums],
            style: style
        )
        do {
            try await make(s3)
        } catch is S3Failure {
            // A call that fails was sent all the same.
        }
        guard let request = transport.requests.first else { throw S3Failure.object(.changed) }
        return (request, transport.bodies[0])
    }

    private func make(_ s3: S3) async throws {
        switch operation {
        case .put:
            let source = BytesSource(other.text)
            // Without a sum boto3 reads a stream twice to hash it, and we read it once over TLS.
            let isStreamed = (endpoint?.hasPrefix("https") ?? true) && checksums == "when_supported"
            let bytes = Array(other.text.utf8)
            let body: CallContent = isStreamed ? .stream(source, length: bytes.count) : .bytes(bytes)
            var input = PutObjectInput(bucket: bucket, key: key, body: body)
            input.ifNoneMatch = "*"
            input.attributes.metadata = ["a": "1"]
            _ = try await s3.putObject(input)
        case .get:
            var input = GetObjectInput(bucket: bucket, key: key, range: .bounds(1...9))
            input.versionID = version
            _ = try await s3.getObject(input, limit: 1)
        case .head: _ = try await s3.headObject(HeadObjectInput(bucket: bucket, key: key))
        case .delete: _ = try await s3.deleteObject(.init(bucket: bucket, key: key, versionID: version))
        case .list:
            var input = ListObjectsV2Input(bucket: bucket, prefix: key.text, delimiter: "/")
            input.startAfter = other.text
            _ = try await s3.listObjectsV2(input)
        case .copy:
            let source = CopySource(bucket: bucket, key: other, versionID: version)
            _ = try await s3.copyObject(CopyObjectInput(source, to: bucket, key))
        case .create:
            let attributes = ObjectAttributes(contentType: "a/b")
            _ = try await s3.createMultipartUpload(.init(bucket: bucket, key: key, attributes: attributes))
        case .abort:
            try await s3.abortMultipartUpload(MultipartUpload(bucket: bucket, key: key, uploadID: "u+/="))
        }
    }
}
