import AWSClient
import Encoding
import HTTP
import LocalCloud
import TestKit
import Testing
import Time

/// URLs that are themselves a permission.
struct PresignedTests {
    private let house: House

    init() throws {
        house = try House()
    }

    private func url(_ object: PutObject, expiry: Duration = .seconds(60)) async throws -> String {
        let presigner = try await house.s3(with: .named()).presigner(for: .named())
        return try presigner.putObject(object, at: house.clock.now, expiry: expiry).revealed
    }

    @Test func `an object is stored by a URL and read by another`() async throws {
        let s3 = try await house.s3(with: .named())
        let presigner = try await s3.presigner(for: .named())
        let put = try presigner.putObject(PutObject(key: "a b"), at: house.clock.now, expiry: .seconds(60))
        let stored = try await house.carry(house.request("PUT", url: put.revealed, body: Array("hello".utf8)))
        #expect(stored.status == 200 && stored.headers["ETag"] != nil)
        let get = try presigner.getObject(
            ObjectKey("a b"),
            overrides: [.contentType: "text/plain"],
            at: house.clock.now,
            expiry: .seconds(60)
        )
        let raw = try await house.carry(house.request("GET", url: get.revealed))
        #expect(raw.text == "hello" && raw.headers["Content-Type"] == "text/plain")
        #expect(try await house.carry(house.request("DELETE", url: get.revealed)).status == 403)
    }

    @Test func `what a URL signs must be sent, word for word`() async throws {
        let body = Array("hello".utf8)
        var object = PutObject(key: "k", contentLength: 5, contentType: "text/plain", mustBeNew: true)
        object.checksumSHA256 = ChecksumAlgorithm.sha256.sum(of: body)
        let url = try await url(object)
        // The length is said by every transport; that it is the right one is seen below.
        for name in ["Content-Type", "If-None-Match", "x-amz-checksum-sha256"] {
            var headers = object.headers
            headers[name] = nil
            let raw = try await house.carry(house.request("PUT", url: url, headers, body: body))
            #expect(try raw.status == 403 && raw.code == "SignatureDoesNotMatch", "\(name)")
        }
        let other = try await house.carry(house.request("PUT", url: url, object.headers, body: Array("other".utf8)))
        #expect(try other.status == 400 && other.code == "BadDigest")
        let long = try await house.carry(house.request("PUT", url: url, object.headers, body: body + body))
        #expect(try long.status == 400 && long.code == "IncompleteBody")
        #expect(try await house.carry(house.request("PUT", url: url, object.headers, body: body)).status == 200)
        let again = try await house.carry(house.request("PUT", url: url, object.headers, body: body))
        #expect(try again.status == 412 && again.code == "PreconditionFailed")
    }

    @Test func `a URL is good until it expires, and not a second longer`() async throws {
        let url = try await url(PutObject(key: "k"))
        house.clock.advance(by: .seconds(59))
        #expect(try await house.carry(house.request("PUT", url: url, body: [1])).status == 200)
        house.clock.advance(by: .seconds(1))
        let late = try await house.carry(house.request("PUT", url: url, body: [2]))
        #expect(try late.status == 403 && late.code == "AccessDenied" && late.text.contains("Request has expired"))
    }

    @Test(arguments: [("a", "b"), ("X-Amz-Expires=60", "X-Amz-Expires=600"), ("/documents/k?", "/documents/other?")])
    func `a URL that was changed is refused`(from: String, to: String) async throws {
        let url = try await url(PutObject(key: "k"))
        let changed = from == "a" ? url + "&x-id=PutObject" : url.replacingFirst(from, with: to)
        #expect(changed != url)
        #expect(try await house.carry(house.request("PUT", url: changed, body: [1])).code == "SignatureDoesNotMatch")
    }

    @Test func `a part is stored by a URL`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await s3.createMultipartUpload(
            CreateMultipartUploadInput(bucket: .named(), key: ObjectKey("k"))
        )
        let url = try await s3.presigner(for: .named())
            .uploadPart(1, of: upload, at: house.clock.now, expiry: .seconds(60)).revealed
        let raw = try await house.carry(house.request("PUT", url: url, body: [1, 2, 3]))
        let part = UploadedPart(number: 1, eTag: try #require(raw.headers["ETag"]))
        _ = try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: [part]))
        #expect(try await s3.get("k") == [1, 2, 3])
    }
}

extension String {
    fileprivate func replacingFirst(_ part: String, with other: String) -> String {
        let bytes = Array(utf8)
        let wanted = Array(part.utf8)
        let starts = bytes.indices.filter { bytes[$0...].starts(with: wanted) }
        guard let start = starts.first else { return self }
        let changed = bytes[..<start] + Array(other.utf8) + bytes[(start + wanted.count)...]
        return String(decoding: changed, as: UTF8.self)
    }
}
