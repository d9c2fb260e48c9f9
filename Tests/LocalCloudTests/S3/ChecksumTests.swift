import AWSClient
import Crypto
import Encoding
import HTTP
import LocalCloud
import Testing

/// What is stored is what was sent, or it is not stored.
struct ChecksumTests {
    private static let body = Array("123456789".utf8)
    private let house: House

    init() throws {
        house = try House()
    }

    /// The check values of the catalogues of CRCs, and of the hashes of these nine digits.
    @Test(arguments: [
        ("crc32", "y/Q5Jg=="), ("crc32c", "4waSgw=="), ("crc64nvme", "rosUhgp5mIg="),
        ("sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="), ("sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
    ])
    func `a sum before the body is checked, kept and told to who asks`(name: String, sum: String) async throws {
        _ = try await house.s3(with: .named())
        let header = "x-amz-checksum-\(name)"
        let put = try await house.send("PUT", "/documents/k", [header: sum], body: Self.body)
        #expect(put.status == 200 && put.headers[header] == sum)
        let get = try await house.send("GET", "/documents/k", ["x-amz-checksum-mode": "ENABLED"])
        #expect(get.headers[header] == sum && get.headers["x-amz-checksum-type"] == "FULL_OBJECT")
        #expect(try await house.send("GET", "/documents/k").headers[header] == nil)

        let other = Array(Self.body.reversed())
        let refused = try await house.send("PUT", "/documents/other", [header: sum], body: other)
        #expect(try refused.status == 400 && refused.code == "BadDigest")
        #expect(try await house.send("HEAD", "/documents/other").status == 404)
        let broken = try await house.send("PUT", "/documents/other", [header: "AAA="], body: other)
        #expect(try broken.status == 400 && broken.code == "InvalidRequest")
    }

    @Test(
        arguments: [
            ("JfnnlDI7RTiF9RgfG2JNCw==", 200, nil), ("AAAAAAAAAAAAAAAAAAAAAA==", 400, "BadDigest"),
            ("AAAA", 400, "InvalidDigest"), ("no base64", 400, "InvalidDigest"),
        ] as [(String, Int, String?)]
    )
    func `the MD5 of a body is checked`(md5: String, status: Int, code: String?) async throws {
        _ = try await house.s3(with: .named())
        let raw = try await house.send("PUT", "/documents/k", ["Content-MD5": md5], body: Self.body)
        #expect(try raw.status == status && raw.code == code)
        #expect(try await house.send("GET", "/documents/k").status == (status == 200 ? 200 : 404))
    }

    @Test func `where nobody chooses, S3 reckons its own sum`() async throws {
        _ = try await house.s3(with: .named())
        let put = try await house.send("PUT", "/documents/k", body: Self.body)
        #expect(put.headers["x-amz-checksum-crc64nvme"] == "rosUhgp5mIg=")
    }

    @Test func `a body that is not the one that was signed is refused`() async throws {
        _ = try await house.s3(with: .named())
        let raw = try await house.send("PUT", "/documents/k", body: Self.body, payload: Payload(of: [1]))
        #expect(try raw.status == 400 && raw.code == "XAmzContentSHA256Mismatch")
        #expect(try await house.send("GET", "/documents/k").status == 404)
    }

    @Test func `a body that is shorter or longer than it said is refused`() async throws {
        _ = try await house.s3(with: .named())
        for length in ["8", "10", "99999999999999999999", "-1"] {
            let raw = try await house.send("PUT", "/documents/k", ["Content-Length": length], body: Self.body)
            #expect(raw.status == 400, "\(length)")
        }
        let sums = WebHeaders([.init("x-amz-checksum-crc32", "y/Q5Jg=="), .init("x-amz-checksum-crc32c", "4waSgw==")])
        #expect(try await house.send("PUT", "/documents/k", sums, body: Self.body).code == "InvalidRequest")
        #expect(try await house.send("GET", "/documents/k").status == 404)
    }

    @Test func `an upload in parts is held to the sum that it chose`() async throws {
        _ = try await house.s3(with: .named())
        for (algorithm, type, status) in [
            ("SHA256", "FULL_OBJECT", 400), ("CRC64NVME", "COMPOSITE", 400), ("MD5", "COMPOSITE", 400),
            ("CRC32C", "COMPOSITE", 200), ("CRC32C", "FULL_OBJECT", 200), ("SHA1", "COMPOSITE", 200),
        ] {
            let headers: WebHeaders = ["x-amz-checksum-algorithm": algorithm, "x-amz-checksum-type": type]
            #expect(try await house.send("POST", "/documents/k?uploads", headers).status == status)
        }
        let begun = try await house.send("POST", "/documents/k?uploads", ["x-amz-checksum-algorithm": "SHA1"])
        let id = try #require(try begun.document.text(at: "UploadId"))
        let target = "/documents/k?partNumber=1&uploadId=\(id)"
        let other = try await house.send("PUT", target, ["x-amz-checksum-crc32": "y/Q5Jg=="], body: Self.body)
        #expect(try other.code == "InvalidRequest")
        let part = try await house.send(
            "PUT",
            target,
            ["x-amz-checksum-sha1": "98O8HYCOBHMq32eZZczDTKeuNEE="],
            body: Self.body
        )
        let list =
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\(part.headers["ETag"] ?? "")</ETag>"
            + "</Part></CompleteMultipartUpload>"
        let unnamed = try await house.send("POST", "/documents/k?uploadId=\(id)", body: Array(list.utf8))
        #expect(try unnamed.code == "InvalidRequest")
    }
}
