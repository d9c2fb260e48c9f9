import AWSClient
import Crypto
import Encoding
import HTTP
import TestKit
import Testing
import Time

/// Objects that stream over real connections, which break.
struct S3StreamTests {
    private static let object: [UInt8] = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }

    private func s3(_ server: ThreadedServer) throws -> S3 {
        let settings = AWSSettings([
            "AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:\(server.port)",
        ])
        let outside = Outside(
            transport: CurlTransport(trusting: CertificateAuthorities(.file("/nowhere"))),
            clock: LeapingClock(),
            random: ScriptedRandom(0)
        )
        return try S3(AWSContext(ClientSettings(settings), credentials: Credentials.sample, outside: outside))
    }

    @Test func `an object of megabytes comes whole over connections that break`() async throws {
        let ranges = Shared([String]())
        var sum = CRC64NVME()
        sum.update(Self.object)
        let checksum = Base64.encode(sum.bytes)
        let server = try ThreadedServer { connection in
            guard let request = connection.request() else { return }
            let range = request.headers["range"] ?? ""
            let turn = ranges.withLock { ranges in
                ranges.append("\(range) \(request.headers["if-match"] ?? "")")
                return ranges.count
            }
            let start = Int(range.drop { $0 != "=" }.dropFirst().prefix { $0 != "-" }) ?? 0
            let all = Self.object[start...]
            let status = start == 0 ? "200 OK" : "206 Partial Content\r\nContent-Range: bytes \(start)-2999999/3000000"
            let sum = start == 0 ? "x-amz-checksum-crc64nvme: \(checksum)\r\n" : ""
            connection.send("HTTP/1.1 \(status)\r\nETag: \"e\"\r\n\(sum)Content-Length: \(all.count)\r\n\r\n")
            connection.send(turn < 4 ? all.prefix(700_000) : all)
            connection.close()
        }
        let sink = RecordingSink()
        let answer = try await s3(server).getObject(.sample(), into: sink)
        #expect(sink.bytes == Self.object && sink.heads.count == 1)
        #expect(ranges.withLock { $0.count } == 4)
        #expect(ranges.withLock { $0.dropFirst().allSatisfy { $0.hasSuffix("-2999999 \"e\"") } })
        guard case .answer(let head) = answer else { throw S3Failure.object(.changed) }
        #expect(head.checksums == [ObjectChecksum(.crc64NVME, checksum)])
    }

    @Test func `an upload that breaks off is sent again from its first byte`() async throws {
        let bodies = Shared([[UInt8]]())
        let server = try ThreadedServer { connection in
            while let head = connection.head() {
                let length = head.field("content-length").flatMap { Int($0) } ?? 0
                if head.field("expect") != nil { connection.send("HTTP/1.1 100 Continue\r\n\r\n") }
                let turn = bodies.withLock { $0.count }
                var body: [UInt8] = []
                // The first time the connection breaks in the middle.
                while body.count < (turn == 0 ? length / 2 : length) {
                    let piece = connection.read()
                    if piece.isEmpty { break }
                    body += piece
                }
                bodies.withLock { $0.append(body) }
                guard turn > 0 else { return connection.reset() }
                connection.send("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let source = BytesSource(Self.object)
        let input = try PutObjectInput.sample(.stream(source, length: Self.object.count))
        #expect(try await s3(server).putObject(input).eTag == "\"e\"")
        let (first, second) = bodies.withLock { ($0[0], $0[1]) }
        #expect(source.rewinds == 1 && !first.isEmpty)
        let decoded = try #require(ChunkedText(second))
        #expect(decoded.body == Self.object && decoded.areSigned)
        var sum = Crypto.CRC32()
        sum.update(Self.object)
        #expect(decoded.trailer["x-amz-checksum-crc32"] == Base64.encode(sum.bytes))
        #expect(decoded.trailer["x-amz-trailer-signature"]?.count == 64)
    }

    @Test func `an upload that is refused before it begins reads nothing of its source`() async throws {
        let server = try ThreadedServer { connection in
            _ = connection.head()
            let error = "<Error><Code>AccessDenied</Code></Error>"
            connection.send("HTTP/1.1 403 Forbidden\r\nContent-Length: \(error.utf8.count)\r\n\r\n\(error)")
            connection.close()
        }
        let source = CountingSource()
        let input = try PutObjectInput.sample(.stream(source, length: 3_000_000))
        let failure = await #expect(throws: S3Failure.self) { try await s3(server).putObject(input) }
        #expect(failure?.refusal == .accessDenied)
        #expect(source.count.withLock { $0 } == 0)
    }

    @Test func `a reader that gives up ends the exchange`() async throws {
        let server = try ThreadedServer { connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 3000000\r\n\r\n")
            connection.send(Self.object)
        }
        await #expect(throws: S3Failure.call(.transport(.body(BodyFailure("enough"))))) {
            try await s3(server).getObject(.sample(), into: FullSink())
        }
        await server.ended.wait()
        #expect(server.accepted.count == 1)
    }

    @Test func `a caller that is cancelled waits for nothing`() async throws {
        let begun = Milestone()
        let server = try ThreadedServer { connection in
            _ = connection.request()
            begun.reach()
            _ = connection.isClosed()
        }
        let s3 = try s3(server)
        let input = try GetObjectInput.sample()
        let result = await withTaskGroup(of: S3Failure?.self) { group in
            group.addTask {
                do throws(S3Failure) {
                    _ = try await s3.getObject(input, limit: 10)
                    return nil
                } catch {
                    return error
                }
            }
            await begun.wait()
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(result == .call(.transport(.cancelled)))
        await server.ended.wait()
    }
}

private struct FullSink: BodySink {
    func begin(_ head: WebResponseHead) async throws(BodyFailure) {}
    func take(_ piece: [UInt8]) async throws(BodyFailure) { throw BodyFailure("enough") }
}

private final class CountingSource: BodySource {
    let count = Shared(0)

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        count.withLock { $0 += 1 }
        return [UInt8](repeating: 1, count: limit)
    }

    func rewind() async -> Bool { true }
}

/// What `aws-chunked` carries.
private struct ChunkedText {
    var body: [UInt8] = []
    var trailer: [String: String] = [:]
    var areSigned = true

    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while let line = rest.takeLine() {
            let parts = line.split(separator: ";")
            guard let size = parts.first.flatMap({ Int($0, radix: 16) }) else { return nil }
            areSigned = areSigned && parts.dropFirst().first?.hasPrefix("chunk-signature=") == true
            if size == 0 { break }
            body += rest.prefix(size)
            rest = rest.dropFirst(size)
            guard rest.takeLine() == "" else { return nil }
        }
        while let line = rest.takeLine(), !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            trailer[parts[0]] = parts.last
        }
        guard rest.isEmpty else { return nil }
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeLine() -> String? {
        guard let end = firstIndex(of: 13), end + 1 < endIndex else { return nil }
        defer { self = self[(end + 2)...] }
        return String(decoding: self[..<end], as: UTF8.self)
    }
}

extension String {
    /// The value of a header in a request's head.
    fileprivate func field(_ name: String) -> String? {
        let line = split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
        return line.map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
    }
}
