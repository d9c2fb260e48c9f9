import AWSClient
import HTTP
import Testing

struct MultipartTests {
    private static let completed = """
        <CompleteMultipartUploadResult><ETag>"e-2"</ETag><ChecksumCRC64NVME>x=</ChecksumCRC64NVME>
        <ChecksumType>FULL_OBJECT</ChecksumType></CompleteMultipartUploadResult>
        """
    private static let internalError = "<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code></Error>"

    private func upload() throws -> MultipartUpload {
        MultipartUpload(bucket: try .named(), key: try ObjectKey("a b"), uploadID: "u/1")
    }

    @Test func `an upload in parts is begun, fed and completed`() async throws {
        let transport = ScriptedTransport([
            .answer(
                200,
                [:],
                "<InitiateMultipartUploadResult><UploadId>u/1</UploadId></InitiateMultipartUploadResult>"
            ),
            .answer(200, ["ETag": "\"p\"", "x-amz-checksum-crc64nvme": "jSnVw/bqjr4="]),
            .answer(200, ["x-amz-version-id": "v"], Self.completed),
        ])
        let s3 = try S3.scripted(transport)
        var creation = try CreateMultipartUploadInput(bucket: .named(), key: ObjectKey("a b"))
        creation.checksumAlgorithm = .crc64NVME
        creation.hasFullObjectChecksum = true
        let upload = try await s3.createMultipartUpload(creation)
        let body = CallContent.bytes(Array("hello world".utf8))
        let part = try await s3.uploadPart(7, of: upload, body: body, checksum: .reckoned(.crc64NVME))
        var completion = CompleteMultipartUploadInput(upload, parts: [part])
        completion.checksum = ObjectChecksum(.crc64NVME, "jSnVw/bqjr4=")
        completion.objectSize = 11
        completion.ifNoneMatch = "*"
        let stored = try await s3.completeMultipartUpload(completion)
        #expect(
            transport.requests.map { "\($0.method) \($0.target)" } == [
                "POST /documents/a%20b?uploads", "PUT /documents/a%20b?uploadId=u%2F1&partNumber=7",
                "POST /documents/a%20b?uploadId=u%2F1",
            ]
        )
        #expect(transport.requests[0].headers["x-amz-checksum-type"] == "FULL_OBJECT")
        #expect(transport.requests[1].headers["x-amz-checksum-crc64nvme"] == "jSnVw/bqjr4=")
        let last = transport.requests[2]
        #expect(last.headers["x-amz-mp-object-size"] == "11" && last.headers["If-None-Match"] == "*")
        #expect(last.headers["x-amz-checksum-crc64nvme"] == "jSnVw/bqjr4=")
        #expect(
            last.text.hasSuffix(
                "<Part><ETag>&quot;p&quot;</ETag><ChecksumCRC64NVME>jSnVw/bqjr4=</ChecksumCRC64NVME>"
                    + "<PartNumber>7</PartNumber></Part></CompleteMultipartUpload>"
            )
        )
        #expect(stored.eTag == "\"e-2\"" && stored.versionID == "v")
        #expect(stored.checksums == [ObjectChecksum(.crc64NVME, "x=")])
    }

    @Test func `a completion that fails behind its 200 is tried again`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], Self.internalError), .answer(200, [:], Self.completed)])
        let input = CompleteMultipartUploadInput(try upload(), parts: [UploadedPart(number: 1, eTag: "e")])
        #expect(try await S3.scripted(transport).completeMultipartUpload(input).eTag == "\"e-2\"")
        #expect(transport.requests.count == 2)
    }

    @Test func `a copy that fails behind its 200 for good is a failure`() async throws {
        let transport = ScriptedTransport(Array(repeating: .answer(200, [:], Self.internalError), count: 9))
        let failure = await #expect(throws: S3Failure.self) {
            try await S3.scripted(transport).copyObject(
                CopyObjectInput(CopySource(bucket: .named(), key: ObjectKey("k")), to: .named(), ObjectKey("l"))
            )
        }
        guard case .call(let call)? = failure else { throw S3Failure.object(.changed) }
        #expect(call.code == "InternalError" && transport.requests.count == 3)
    }

    @Test func `an upload is not begun twice where nobody knows whether the first was`() async throws {
        let transport = ScriptedTransport([.failure(.broken(reason: "")), .answer(200)])
        await #expect(throws: S3Failure.call(.transport(.broken(reason: "")))) {
            try await S3.scripted(transport)
                .createMultipartUpload(CreateMultipartUploadInput(bucket: .named(), key: ObjectKey("k")))
        }
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: [0, -1, 10_001]) func `a part of no number is not sent`(number: Int) async throws {
        let transport = ScriptedTransport([])
        await #expect(throws: S3Failure.invalid(.partNumber(number))) {
            try await S3.scripted(transport).uploadPart(number, of: upload(), body: .bytes([]))
        }
    }

    @Test func `a source is named with its version, encoded`() async throws {
        let result = "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>"
        let transport = ScriptedTransport([.answer(200, [:], result), .answer(200, [:], result)])
        let s3 = try S3.scripted(transport)
        let source = CopySource(
            bucket: try .named("sources"),
            key: try ObjectKey("ä/b c?"),
            versionID: "v&1",
            ifMatch: "\"e\""
        )
        var input = CopyObjectInput(source, to: try .named(), try ObjectKey("k"))
        input.attributes = ObjectAttributes(contentType: "a/b")
        _ = try await s3.copyObject(input)
        _ = try await s3.uploadPartCopy(2, of: upload(), from: source, range: 5...9)
        for request in transport.requests {
            #expect(request.headers["x-amz-copy-source"] == "sources/%C3%A4/b%20c%3F?versionId=v%261")
            #expect(request.headers["x-amz-copy-source-if-match"] == "\"e\"")
        }
        #expect(transport.requests[0].headers["x-amz-metadata-directive"] == "REPLACE")
        #expect(transport.requests[1].headers["x-amz-copy-source-range"] == "bytes=5-9")
    }

    @Test func `what is under way can be listed and ended`() async throws {
        let parts = """
            <ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>3</NextPartNumberMarker>
            <Part><PartNumber>3</PartNumber><ETag>"p"</ETag><Size>5</Size><ChecksumCRC32>c=</ChecksumCRC32></Part>
            </ListPartsResult>
            """
        let uploads = """
            <ListMultipartUploadsResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>
            <Upload><Key>a+b</Key><UploadId>u/1</UploadId></Upload></ListMultipartUploadsResult>
            """
        let transport = ScriptedTransport([.answer(200, [:], parts), .answer(200, [:], uploads), .answer(204)])
        let s3 = try S3.scripted(transport)
        let page = try await s3.listParts(of: upload(), after: 2)
        #expect(page.nextPartNumberMarker == 3)
        #expect(
            page.parts == [UploadedPart(number: 3, eTag: "\"p\"", checksums: [ObjectChecksum(.crc32, "c=")], size: 5)]
        )
        let found = try await s3.listMultipartUploads(ListMultipartUploadsInput(bucket: .named()))
        #expect(found.uploads.map(\.key) == ["a b"] && found.nextKeyMarker == nil)
        try await s3.abortMultipartUpload(upload())
        #expect(transport.requests[2].method == "DELETE")
    }
}

struct BucketSettingsTests {
    @Test func `a bucket is made in its region`() async throws {
        let transport = ScriptedTransport([.answer(200), .answer(200)])
        try await S3.scripted(transport).createBucket(.named())
        try await S3.scripted(transport, ["AWS_REGION": "us-east-1"]).createBucket(.named())
        #expect(
            transport.requests[0].text.contains("<LocationConstraint>eu-central-1</LocationConstraint>")
                && transport.requests[1].text.isEmpty
        )
    }

    @Test func `what a bucket tells, and whom, is read`() async throws {
        let body = """
            <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
            <QueueConfiguration><Id>q</Id><Queue>arn:q</Queue><Event>s3:ObjectCreated:*</Event>
            <Filter><S3Key><FilterRule><Name>Prefix</Name><Value>drop/</Value></FilterRule></S3Key></Filter>
            </QueueConfiguration>
            <CloudFunctionConfiguration><CloudFunction>arn:f</CloudFunction><Event>a</Event><Event>b</Event>
            </CloudFunctionConfiguration><EventBridgeConfiguration/></NotificationConfiguration>
            """
        let transport = ScriptedTransport([.answer(200, [:], body)])
        let told = try await S3.scripted(transport).getBucketNotificationConfiguration(.named())
        #expect(transport.requests[0].target == "/documents?notification")
        #expect(told.map(\.destination) == [.queue(arn: "arn:q"), .lambdaFunction(arn: "arn:f")])
        #expect(told.map(\.events) == [["s3:ObjectCreated:*"], ["a", "b"]])
        #expect(told.map(\.prefix) == ["drop/", nil])
    }

    @Test func `rules of every age are read, and no lifecycle is no rules`() async throws {
        let body = """
            <LifecycleConfiguration><Rule><ID>1</ID><Status>Enabled</Status><Filter><And><Prefix>a/</Prefix>
            <Tag><Key>k</Key><Value>v</Value></Tag></And></Filter><Expiration><Days>30</Days></Expiration></Rule>
            <Rule><Prefix></Prefix><Status>Disabled</Status><AbortIncompleteMultipartUpload>
            <DaysAfterInitiation>2</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>
            </LifecycleConfiguration>
            """
        let transport = ScriptedTransport([
            .answer(200, [:], body), .answer(404, [:], "<Error><Code>NoSuchLifecycleConfiguration</Code></Error>"),
        ])
        let s3 = try S3.scripted(transport)
        let rules = try await s3.getBucketLifecycleConfiguration(.named())
        #expect(rules.map(\.prefix) == ["a/", nil] && rules.map(\.isEnabled) == [true, false])
        #expect(rules.map(\.expirationDays) == [30, nil] && rules[0].tags == ["k": "v"])
        #expect(rules[1].abortIncompleteMultipartUploadDays == 2)
        #expect(try await s3.getBucketLifecycleConfiguration(.named()).isEmpty)
    }

    @Test func `versions are kept or not, or never were`() async throws {
        let kept = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
        let transport = ScriptedTransport([
            .answer(200, [:], kept), .answer(200, [:], "<VersioningConfiguration/>"), .answer(200),
        ])
        let s3 = try S3.scripted(transport)
        #expect(try await s3.getBucketVersioning(.named()) == .enabled)
        #expect(try await s3.getBucketVersioning(.named()) == nil)
        try await s3.putBucketVersioning(.named(), .suspended)
        #expect(transport.requests[2].text.contains("<Status>Suspended</Status>"))
        #expect(transport.requests[2].headers["x-amz-checksum-crc32"] != nil)
    }
}
