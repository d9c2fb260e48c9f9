import AWSClient
import HTTP
import Testing
import Time

struct ObjectTests {
    @Test func `an object is put with what is to be known of it`() async throws {
        let transport = ScriptedTransport([
            .answer(200, ["ETag": "\"e\"", "x-amz-version-id": "v", "x-amz-checksum-crc32": "DUoRhQ=="])
        ])
        var input = try PutObjectInput.sample()
        input.attributes = ObjectAttributes(contentType: "text/plain", metadata: ["b": "2", "a": "1"])
        input.attributes.serverSideEncryption = "AES256"
        input.attributes.tagging = ["k": "v&w"]
        input.ifNoneMatch = "*"
        let stored = try await S3.scripted(transport).putObject(input)
        #expect(stored.eTag == "\"e\"" && stored.versionID == "v")
        #expect(stored.checksums == [ObjectChecksum(.crc32, "DUoRhQ==")])
        let headers = transport.requests[0].headers
        let expected = [
            "Content-Type": "text/plain", "x-amz-meta-a": "1", "x-amz-meta-b": "2", "If-None-Match": "*",
            "x-amz-server-side-encryption": "AES256", "x-amz-tagging": "k=v%26w",
            "x-amz-sdk-checksum-algorithm": "CRC32", "x-amz-checksum-crc32": "DUoRhQ==",
        ]
        for (name, value) in expected { #expect(headers[name] == value) }
    }

    @Test func `a checksum is as the caller says, else as the settings say`() async throws {
        let known = ObjectChecksum(algorithm: "CRC32C", value: "yZRlqg==")
        for (setting, checksum, names) in [
            ("when_required", .usual, []), ("when_required", .reckoned(.sha256), ["x-amz-checksum-sha256"]),
            ("when_supported", .usual, ["x-amz-checksum-crc32"]),
            ("when_supported", .known(known), ["x-amz-checksum-crc32c"]),
        ] as [(String, RequestChecksum, [String])] {
            let transport = ScriptedTransport([.answer(200, ["ETag": "e"])])
            var input = try PutObjectInput.sample()
            input.checksum = checksum
            _ = try await S3.scripted(transport, ["AWS_REQUEST_CHECKSUM_CALCULATION": setting]).putObject(input)
            let sent = transport.requests[0].headers.fields.map(\.name).filter { $0.hasPrefix("x-amz-checksum-") }
            #expect(sent == names)
        }
    }

    @Test(
        arguments: [
            (412, "PreconditionFailed", .preconditionFailed), (409, "ConditionalRequestConflict", .conflict),
            (400, "BadDigest", .badDigest), (404, "NoSuchBucket", .noSuchBucket), (403, "AccessDenied", .accessDenied),
        ] as [(Int, String, S3Refusal)]
    )
    func `a refusal that a caller acts on has a name`(status: Int, code: String, refusal: S3Refusal) async throws {
        let body = "<Error><Code>\(code)</Code></Error>"
        let transport = ScriptedTransport(Array(repeating: .answer(status, [:], body), count: 3))
        let failure = await #expect(throws: S3Failure.self) { try await S3.scripted(transport).putObject(.sample()) }
        #expect(failure?.refusal == refusal)
        // Bytes that were damaged on their way are sent again.
        #expect(transport.requests.count == (refusal == .badDigest ? 3 : 1))
    }

    @Test func `a refusal within a success has its name too`() async throws {
        let body = "<Error><Code>PreconditionFailed</Code></Error>"
        let transport = ScriptedTransport(Array(repeating: .answer(200, [:], body), count: 3))
        let upload = MultipartUpload(bucket: try .named(), key: try ObjectKey("k"), uploadID: "u")
        let failure = await #expect(throws: S3Failure.self) {
            try await S3.scripted(transport).completeMultipartUpload(.init(upload, parts: []))
        }
        #expect(failure?.refusal == .preconditionFailed)
    }

    @Test func `what no header can hold is not sent`() async throws {
        let transport = ScriptedTransport([])
        var input = try PutObjectInput.sample()
        input.attributes.metadata = ["name": "Jürgen"]
        await #expect(throws: S3Failure.invalid(.headerValue(name: "x-amz-meta-name"))) {
            try await S3.scripted(transport).putObject(input)
        }
        #expect(transport.requests.isEmpty)
    }

    @Test func `the head of an object tells all that is known of it`() async throws {
        let transport = ScriptedTransport([
            .answer(
                200,
                [
                    "Content-Length": "11", "ETag": "\"e\"", "Last-Modified": "Wed, 21 Oct 2015 07:28:00 GMT",
                    "x-amz-version-id": "v", "Content-Type": "text/plain", "X-Amz-Meta-Name": "n",
                    "x-amz-checksum-sha256": "abc=-3", "x-amz-checksum-type": "COMPOSITE",
                ]
            )
        ])
        let input = try HeadObjectInput(bucket: .named(), key: ObjectKey("k"), versionID: "v+1")
        guard case .answer(let head) = try await S3.scripted(transport).headObject(input) else {
            throw S3Failure.object(.changed)
        }
        #expect(transport.requests[0].target == "/documents/k?versionId=v%2B1")
        #expect(transport.requests[0].headers["x-amz-checksum-mode"] == "ENABLED")
        #expect(head.contentLength == 11 && head.eTag == "\"e\"" && head.versionID == "v")
        #expect(head.attributes.metadata == ["name": "n"] && head.attributes.contentType == "text/plain")
        #expect(head.lastModified == Instant(secondsSinceEpoch: 1_445_412_480))
        #expect(
            head.checksums == [ObjectChecksum(algorithm: "SHA256", value: "abc=", cover: .composite(parts: 3))]
        )
    }

    @Test(
        arguments: [
            (["x-amz-checksum-crc64nvme": "a="], .fullObject),
            (["x-amz-checksum-crc64nvme": "a=", "x-amz-checksum-type": "FULL_OBJECT"], .fullObject),
            (["x-amz-checksum-crc64nvme": "a=-12"], .composite(parts: 12)),
            (["x-amz-checksum-crc64nvme": "a=", "x-amz-checksum-type": "COMPOSITE"], .composite(parts: nil)),
        ] as [(WebHeaders, ObjectChecksum.Cover)]
    )
    func `a checksum of parts is never taken for one of the object`(
        headers: WebHeaders,
        cover: ObjectChecksum.Cover
    ) async throws {
        let transport = ScriptedTransport([.answer(200, headers)])
        let answer = try await S3.scripted(transport).headObject(HeadObjectInput(bucket: .named(), key: ObjectKey("k")))
        guard case .answer(let head) = answer else { throw S3Failure.object(.changed) }
        #expect(head.checksums.map(\.cover) == [cover])
        #expect(head.checksums.map(\.algorithm) == ["CRC64NVME"])
    }

    @Test func `an object that is not there is not found, and one that has not changed is no failure`() async throws {
        let transport = ScriptedTransport([.answer(404), .answer(304, ["ETag": "\"e\""]), .answer(304)])
        let s3 = try S3.scripted(transport)
        var input = try HeadObjectInput(bucket: .named(), key: ObjectKey("k"))
        let failure = await #expect(throws: S3Failure.self) { try await s3.headObject(input) }
        #expect(failure?.refusal == .notFound)
        input.ifNoneMatch = "\"e\""
        #expect(try await s3.headObject(input) == .notModified)
        let sink = RecordingSink()
        #expect(try await s3.getObject(.sample(), into: sink) == .notModified)
        #expect(sink.heads.isEmpty)
    }
}
