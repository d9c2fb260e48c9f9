import AWSClient
import Files
import HTTP
import LocalCloud
import TestKit
import Testing

/// Parts of objects.
struct RangeTests {
    @Test(arguments: [
        ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=4-", 206, "456789", "bytes 4-9/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"), ("bytes=-99", 206, "0123456789", "bytes 0-9/10"),
        ("bytes=5-99999999999999999999", 206, "56789", "bytes 5-9/10"), ("bytes=9-9", 206, "9", "bytes 9-9/10"),
        ("bytes=10-", 416, "", ""), ("bytes=10-20", 416, "", ""), ("bytes=-0", 416, "", ""),
        ("bytes=3-1", 200, "0123456789", ""), ("bytes=a-b", 200, "0123456789", ""), ("bytes=", 200, "0123456789", ""),
        ("bytes=-", 200, "0123456789", ""), ("items=0-1", 200, "0123456789", ""),
        ("bytes=0-1,4-5", 200, "0123456789", ""), ("bytes=+1-2", 200, "0123456789", ""),
    ])
    func `a range is what RFC 9110 says it is`(range: String, status: Int, body: String, told: String) async throws {
        let house = try House()
        let s3 = try await house.s3(with: .named())
        try await s3.put("0123456789", to: "k")
        let raw = try await house.send("GET", "/documents/k", ["Range": range])
        #expect(raw.status == status)
        #expect(status == 416 ? try raw.code == "InvalidRange" : raw.text == body)
        #expect(raw.headers["Content-Range"] ?? "" == told)
        if status == 206 {
            #expect(raw.headers["Content-Length"] == "\(body.utf8.count)")
            let head = try await house.send("HEAD", "/documents/k", ["Range": range])
            #expect(head.status == 206 && head.headers["Content-Range"] == told)
        }
    }

    @Test func `of an empty object there is no range`() async throws {
        let house = try House()
        let s3 = try await house.s3(with: .named())
        try await s3.put("", to: "k")
        #expect(try await house.send("GET", "/documents/k", ["Range": "bytes=0-"]).status == 416)
        #expect(try await house.send("GET", "/documents/k").status == 200)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 199_999])
    func `a range of a large object is cut from its file`(_ start: Int) async throws {
        try await withTemporaryFolder { path in
            let house = try House(bytes: .scratch(Folder(path + "/objects")))
            let s3 = try await house.s3(with: .named())
            let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 7) }
            try await s3.put(bytes, to: "k")
            let input = try GetObjectInput(bucket: .named(), key: ObjectKey("k"), range: .from(start))
            guard case .answer(let object) = try await s3.getObject(input, limit: 1 << 20) else {
                throw S3Failure.object(.changed)
            }
            #expect(object.body == Array(bytes[start...]))
        }
    }
}
