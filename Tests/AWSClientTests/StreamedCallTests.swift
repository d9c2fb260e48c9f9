import AWSClient
import HTTP
import Synchronization
import Testing
import Time

struct StreamedCallTests {
    private static let https = AWSEndpoint(origin: WebOrigin(scheme: .https, host: "s3.test"), region: "eu-central-1")

    private func client(_ transport: ScriptedTransport, at endpoint: AWSEndpoint = https) -> ServiceClient {
        ServiceClient(
            .s3,
            speaking: .restXML,
            at: endpoint,
            credentials: Credentials.sample,
            outside: .scripted(transport)
        )
    }

    private func call(_ source: BytesSource, length: Int = 11, _ checksum: ChecksumAlgorithm?) -> ServiceCall {
        var call = ServiceCall(method: "PUT", target: "/b/k", isIdempotent: true)
        call.content = .stream(source, length: length)
        call.checksum = checksum
        return call
    }

    @Test(
        arguments: [
            (.crc32, "x-amz-checksum-crc32:DUoRhQ=="), (.crc64NVME, "x-amz-checksum-crc64nvme:jSnVw/bqjr4="),
            (.sha256, "x-amz-checksum-sha256:uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="),
        ] as [(ChecksumAlgorithm, String)]
    )
    func `over TLS a streamed body goes out unsigned, with its sum behind it`(
        algorithm: ChecksumAlgorithm,
        trailer: String
    ) async throws {
        let transport = ScriptedTransport([.answer(200)])
        var call = call(BytesSource("hello world"), algorithm)
        call.headers["Content-Encoding"] = "gzip"
        _ = try await client(transport).perform(call)
        let headers = transport.requests[0].headers
        #expect(headers["x-amz-content-sha256"] == "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
        #expect(headers["Content-Encoding"] == "gzip,aws-chunked")
        #expect(headers["x-amz-decoded-content-length"] == "11")
        #expect(headers["x-amz-trailer"] == algorithm.headerName)
        #expect(String(decoding: transport.bodies[0], as: UTF8.self) == "b\r\nhello world\r\n0\r\n\(trailer)\r\n\r\n")
    }

    @Test func `without TLS every chunk of a streamed body is signed`() async throws {
        let transport = ScriptedTransport([.answer(200), .answer(200)])
        let client = client(transport, at: .loopback)
        _ = try await client.perform(call(BytesSource("hello world"), .crc32))
        _ = try await client.perform(call(BytesSource("hello world"), nil))
        #expect(
            transport.requests.map { $0.headers["x-amz-content-sha256"] } == [
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            ]
        )
        let texts = transport.bodies.map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.allSatisfy { $0.hasPrefix("b;chunk-signature=") })
        #expect(texts.map { $0.contains("x-amz-trailer-signature:") } == [true, false])
    }

    @Test func `over TLS a streamed body without a sum goes out as it is`() async throws {
        let transport = ScriptedTransport([.answer(200)])
        _ = try await client(transport).perform(call(BytesSource("hello world"), nil))
        #expect(transport.requests[0].headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD")
        #expect(transport.requests[0].headers["Content-Encoding"] == nil)
        #expect(transport.bodies == [Array("hello world".utf8)])
    }

    @Test func `a body in memory has its sum in the head, and is hashed only where neither TLS nor a sum guards it`()
        async throws
    {
        var call = ServiceCall(method: "PUT", body: Array("hello world".utf8), isIdempotent: true)
        let hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
        for (endpoint, checksum, payload) in [
            (Self.https, .crc32, "UNSIGNED-PAYLOAD"), (Self.https, nil, hash), (.loopback, .crc32, hash),
        ] as [(AWSEndpoint, ChecksumAlgorithm?, String)] {
            let transport = ScriptedTransport([.answer(200)])
            call.checksum = checksum
            _ = try await client(transport, at: endpoint).perform(call)
            #expect(transport.requests[0].headers["x-amz-content-sha256"] == payload)
            #expect(transport.requests[0].headers["x-amz-checksum-crc32"] == checksum.map { _ in "DUoRhQ==" })
        }
    }

    @Test(arguments: [https, AWSEndpoint.loopback]) func `another attempt sends the same bytes again`(
        endpoint: AWSEndpoint
    ) async throws {
        let bytes = [UInt8](repeating: 7, count: 200_000)
        let transport = ScriptedTransport([.answer(503), .failure(.broken(reason: "")), .answer(200)])
        let source = BytesSource(bytes)
        _ = try await client(transport, at: endpoint).perform(call(source, length: bytes.count, .sha256))
        #expect(transport.bodies.count == 3 && source.rewinds == 2)
        let tails = transport.bodies.map { String(decoding: $0.suffix(400), as: UTF8.self) }
        #expect(tails.allSatisfy { $0.contains("x-amz-checksum-sha256:") })
        // The fixed clock and the same id give the same signatures but for the number of the attempt in the head.
        #expect(Set(transport.bodies.map(\.count)).count == 1)
        if endpoint == Self.https { #expect(Set(transport.bodies).count == 1) }
    }

    @Test func `where the body cannot be had again, the first failure is the last`() async {
        let transport = ScriptedTransport([.answer(503), .answer(200)])
        await #expect(throws: CallFailure.service(AWSFailure(service: "s3", code: "503", status: 503))) {
            try await client(transport).perform(call(BytesSource("hello world", canRewind: false), .crc32))
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `an error's body is read as an error and never reaches the sink`() async throws {
        let refusal = "<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>"
        let transport = ScriptedTransport([.answer(503), .answer(404, [:], refusal)])
        let sink = RecordingSink()
        let failure = await #expect(throws: CallFailure.self) {
            try await client(transport).perform(ServiceCall(method: "GET", isIdempotent: true), into: sink)
        }
        #expect(failure?.code == "NoSuchKey")
        #expect(sink.heads.isEmpty && sink.bytes.isEmpty)
    }

    @Test func `an answer that a sink has begun to take is not asked for again`() async {
        let transport = ScriptedTransport([.interrupted(200, [:], "abc"), .answer(200, [:], "abcdef")])
        let sink = RecordingSink()
        await #expect(throws: CallFailure.transport(.broken(reason: "interrupted"))) {
            try await client(transport).perform(ServiceCall(method: "GET", isIdempotent: true), into: sink)
        }
        #expect(transport.requests.count == 1 && sink.text == "abc")
    }

    @Test func `an object that looks like an error is an object`() async throws {
        let text = "<Error><Code>InternalError</Code></Error>"
        let transport = ScriptedTransport([.answer(200, [:], text)])
        let sink = RecordingSink()
        _ = try await client(transport).perform(ServiceCall(method: "GET", isIdempotent: true), into: sink)
        #expect(sink.text == text)
    }

    @Test func `a status that the caller expects is an answer`() async throws {
        let transport = ScriptedTransport([.answer(304, ["ETag": "\"e\""])])
        var call = ServiceCall(method: "GET", isIdempotent: true)
        call.acceptedStatus = 304
        #expect(try await client(transport).perform(call, into: RecordingSink()).status == 304)
    }
}
