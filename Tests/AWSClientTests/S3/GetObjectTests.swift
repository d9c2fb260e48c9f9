import AWSClient
import HTTP
import Testing
import Time

struct GetObjectTests {
    private static let head: WebHeaders = ["ETag": "\"e\"", "Content-Length": "11"]
    private static let sum: WebHeaders = [
        "ETag": "\"e\"", "Content-Length": "11", "x-amz-checksum-crc32": "DUoRhQ==",
    ]

    private static func rest(_ range: String, tag: String = "\"e\"") -> WebHeaders {
        ["ETag": tag, "Content-Range": "bytes \(range)/11"]
    }

    private func read(
        _ replies: [ScriptedTransport.Reply],
        range: ByteRange? = nil
    ) async throws -> (sink: RecordingSink, requests: [WebRequest], result: Result<ObjectHead, S3Failure>) {
        let transport = ScriptedTransport(replies)
        let sink = RecordingSink()
        let (s3, input) = (try S3.scripted(transport), try GetObjectInput.sample(range: range))
        do throws(S3Failure) {
            let answer = try await s3.getObject(input, into: sink)
            guard case .answer(let head) = answer else { throw .object(.changed) }
            return (sink, transport.requests, .success(head))
        } catch {
            return (sink, transport.requests, .failure(error))
        }
    }

    @Test func `an object that is whole is checked as it streams`() async throws {
        let (sink, requests, result) = try await read([.answer(200, Self.sum, "hello world")])
        #expect(sink.text == "hello world")
        #expect(requests[0].headers["x-amz-checksum-mode"] == "ENABLED")
        #expect(try result.get().eTag == "\"e\"")
    }

    @Test func `an object that is not what its checksum says is a failure`() async throws {
        let (_, requests, result) = try await read([.answer(200, Self.sum, "hello w0rld")])
        #expect(result == .failure(.object(.checksumMismatch(.crc32, told: "DUoRhQ==", found: "niQOcQ=="))))
        #expect(requests.count == 1)
    }

    @Test(
        arguments: [
            (200, ["ETag": "e", "x-amz-checksum-crc32": "AAAAAA==-2"]),
            (200, ["ETag": "e", "x-amz-checksum-crc32": "AAAAAA==", "x-amz-checksum-type": "COMPOSITE"]),
            (200, ["ETag": "e", "x-amz-checksum-crc32c": "AAAAAA=="]),
            (206, ["ETag": "e", "x-amz-checksum-crc32": "AAAAAA==", "Content-Range": "bytes 0-10/99"]),
        ] as [(Int, WebHeaders)]
    )
    func `a checksum that does not cover what came is not compared`(status: Int, headers: WebHeaders) async throws {
        let (sink, _, result) = try await read([.answer(status, headers, "hello world")])
        #expect(sink.text == "hello world")
        #expect(try result.get().checksums.count == 1)
    }

    @Test func `what broke off goes on from there, as long as it is the same object`() async throws {
        let (sink, requests, result) = try await read([
            .interrupted(200, Self.sum, "hello"), .answer(503), .interrupted(206, Self.rest("5-10"), " wor"),
            .answer(206, Self.rest("9-10"), "ld"),
        ])
        #expect(sink.text == "hello world" && sink.heads.count == 1)
        #expect(requests.map { $0.headers["Range"] } == [nil, "bytes=5-10", "bytes=5-10", "bytes=9-10"])
        #expect(requests.map { $0.headers["If-Match"] } == [nil, "\"e\"", "\"e\"", "\"e\""])
        // The head is that of the object, and its checksum was compared over all pieces.
        #expect(try result.get().contentLength == 11)
    }

    @Test func `a part of an object goes on within the part`() async throws {
        let (sink, requests, _) = try await read(
            [.interrupted(206, Self.rest("6-10"), "wo"), .answer(206, Self.rest("8-10"), "rld")],
            range: .last(5)
        )
        #expect(sink.text == "world")
        #expect(requests.map { $0.headers["Range"] } == ["bytes=-5", "bytes=8-10"])
    }

    @Test(
        arguments: [
            (.answer(412, [:], "<Error><Code>PreconditionFailed</Code></Error>"), .changed),
            (.answer(206, rest("5-10", tag: "\"f\""), " w0rld"), .changed),
            (.answer(200, head, "hello world"), .restNotServed(status: 200)),
            (.answer(206, rest("0-10"), "hello world"), .restNotServed(status: 206)),
            (.answer(206, rest("5-8"), " wor"), .restNotServed(status: 206)),
        ] as [(ScriptedTransport.Reply, ObjectFailure)]
    )
    func `an object that changes while it is read is a failure, and nothing of the other is taken`(
        second: ScriptedTransport.Reply,
        failure: ObjectFailure
    ) async throws {
        let (sink, requests, result) = try await read([.interrupted(200, Self.head, "hello"), second, second])
        #expect(result == .failure(.object(failure)))
        #expect(sink.text == "hello" && requests.count == 2)
    }

    @Test func `a condition that the caller set and that does not hold is the service's refusal`() async throws {
        let (_, _, result) = try await read([.answer(412)])
        guard case .failure(let failure) = result else { throw S3Failure.object(.changed) }
        #expect(failure.refusal == .preconditionFailed)
    }

    @Test(
        arguments: [
            "bytes 9223372036854775807-9223372036854775807/1", "bytes 5-1/9", "bytes -", "bytes a-b/c", "", "bytes 0-",
        ],
        ["-9223372036854775808", "9223372036854775807", "-1", "x"]
    )
    func `an answer that lies about its place harms nobody`(range: String, length: String) async throws {
        for status in [200, 206] {
            let headers: WebHeaders = ["ETag": "\"e\"", "Content-Range": range, "Content-Length": length]
            let (_, requests, result) = try await read(
                [.interrupted(status, headers, "hello")]
                    + Array(repeating: .interrupted(206, headers, "hello"), count: 9)
            )
            guard case .failure = result else { throw S3Failure.object(.changed) }
            #expect(requests.count <= 3)
        }
    }

    @Test func `an answer without a tag cannot be gone on with`() async throws {
        let (_, requests, result) = try await read([.interrupted(200, [:], "hello"), .answer(200)])
        #expect(result == .failure(.call(.transport(.broken(reason: "interrupted")))) && requests.count == 1)
    }

    @Test func `an answer that breaks off again and again is given up`() async throws {
        let pieces = (0..<50).map { index in
            ScriptedTransport.Reply.interrupted(
                index == 0 ? 200 : 206,
                index == 0 ? ["ETag": "\"e\"", "Content-Length": "99"] : Self.rest("\(index)-98"),
                "x"
            )
        }
        let (sink, requests, result) = try await read(pieces)
        #expect(result == .failure(.call(.transport(.broken(reason: "interrupted")))))
        #expect(requests.count == ServiceClient.mostResumptions + 1 && sink.bytes.count == requests.count)
    }

    @Test func `one that brings nothing is given up as any other call is`() async throws {
        let (_, requests, _) = try await read(
            [.interrupted(200, Self.head, "")] + Array(repeating: .interrupted(206, Self.rest("0-10")), count: 9)
        )
        #expect(requests.count == 3)
    }

    @Test func `an object in memory has a limit, known or not beforehand`() async throws {
        for headers in [["ETag": "e", "Content-Length": "11"], ["ETag": "e"]] as [WebHeaders] {
            let transport = ScriptedTransport([
                .answer(200, headers, "hello world"), .answer(200, headers, "hello world"),
            ])
            let s3 = try S3.scripted(transport)
            await #expect(throws: S3Failure.call(.transport(.bodyOverLimit(10)))) {
                try await s3.getObject(.sample(), limit: 10)
            }
            guard case .answer(let object) = try await s3.getObject(.sample(), limit: 11) else {
                throw S3Failure.object(.changed)
            }
            #expect(object.body == Array("hello world".utf8))
        }
    }

    @Test func `an answer's headers, a version and a range are asked for`() async throws {
        let transport = ScriptedTransport([.answer(206, Self.rest("2-4"), "llo")])
        var input = try GetObjectInput.sample(range: .bounds(2...4))
        input.versionID = "v"
        input.overrides = [.contentType: "a/b", .cacheControl: "no-store"]
        _ = try await S3.scripted(transport, ["AWS_RESPONSE_CHECKSUM_VALIDATION": "when_required"])
            .getObject(input, limit: 3)
        let request = transport.requests[0]
        #expect(
            request.target
                == "/documents/k?versionId=v&response-cache-control=no-store&response-content-type=a%2Fb"
        )
        #expect(request.headers["Range"] == "bytes=2-4" && request.headers["x-amz-checksum-mode"] == nil)
    }
}
