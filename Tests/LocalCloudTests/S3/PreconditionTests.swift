import AWSClient
import HTTP
import LocalCloud
import Testing
import Time

/// Conditions of reads, writes, deletions and copies.
struct PreconditionTests {
    private static let eTag = "\"5d41402abc4b2a76b9719d911017c592\""
    private static let before = (House.start - .seconds(1)).rfc1123
    private static let then = House.start.rfc1123
    private static let after = (House.start + .seconds(1)).rfc1123

    private let house: House

    init() throws {
        house = try House()
    }

    @Test(
        arguments: [
            (["If-Match": eTag], 200), (["If-Match": "5d41402abc4b2a76b9719d911017c592"], 200),
            (["If-Match": "*"], 200),
            (["If-Match": "\"a\", \(eTag)"], 200), (["If-Match": "\"a\""], 412),
            (["If-None-Match": eTag], 304), (["If-None-Match": "*"], 304), (["If-None-Match": "W/\(eTag)"], 304),
            (["If-None-Match": "\"a\""], 200),
            (["If-Modified-Since": before], 200), (["If-Modified-Since": then], 304),
            (["If-Modified-Since": after], 304),
            (["If-Modified-Since": "yesterday"], 200),
            (["If-Unmodified-Since": before], 412), (["If-Unmodified-Since": then], 200),
            (["If-Match": eTag, "If-Unmodified-Since": before], 200),
            (["If-None-Match": "\"a\"", "If-Modified-Since": then], 200),
            (["If-Match": eTag, "If-None-Match": eTag], 304),
        ] as [(WebHeaders, Int)]
    )
    func `a read is held to its conditions`(headers: WebHeaders, status: Int) async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("hello", to: "k")
        for method in ["GET", "HEAD"] {
            let raw = try await house.send(method, "/documents/k", headers)
            #expect(raw.status == status)
            if status == 304 { #expect(raw.body.isEmpty && raw.headers["ETag"] == Self.eTag) }
            if status == 412, method == "GET" { #expect(try raw.code == "PreconditionFailed") }
        }
    }

    @Test func `an object that must be new is refused where there is one`() async throws {
        let s3 = try await house.s3(with: .named())
        var input = try PutObjectInput(bucket: .named(), key: ObjectKey("k"), body: .bytes([1]))
        input.ifNoneMatch = "*"
        _ = try await s3.putObject(input)
        let sent1 = input
        let failure = await #expect(throws: S3Failure.self) { try await s3.putObject(sent1) }
        #expect(failure?.refusal == .preconditionFailed)
        _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k")))
        _ = try await s3.putObject(input)
    }

    @Test func `of many that must be new, one is`() async throws {
        let s3 = try await house.s3(with: .named())
        var input = try PutObjectInput(bucket: .named(), key: ObjectKey("k"), body: .bytes([1]))
        input.ifNoneMatch = "*"
        let made = await withTaskGroup(of: Bool.self) { [input] group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        _ = try await s3.putObject(input)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
    }

    @Test func `an object is overwritten only while it is the one that was seen`() async throws {
        let s3 = try await house.s3(with: .named())
        var input = try PutObjectInput(bucket: .named(), key: ObjectKey("k"), body: .bytes([1]))
        input.ifMatch = Self.eTag
        let sent2 = input
        let none = await #expect(throws: S3Failure.self) { try await s3.putObject(sent2) }
        #expect(none?.refusal == .noSuchKey)
        try await s3.put("other", to: "k")
        let sent3 = input
        let other = await #expect(throws: S3Failure.self) { try await s3.putObject(sent3) }
        #expect(other?.refusal == .preconditionFailed)
        try await s3.put("hello", to: "k")
        _ = try await s3.putObject(input)
        #expect(try await s3.get("k") == [1])
    }

    @Test func `an object is deleted only while it is the one that was seen`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("other", to: "k")
        var input = try DeleteObjectInput(bucket: .named(), key: ObjectKey("k"))
        input.ifMatch = Self.eTag
        let sent4 = input
        let other = await #expect(throws: S3Failure.self) { try await s3.deleteObject(sent4) }
        #expect(other?.refusal == .preconditionFailed)
        try await s3.put("hello", to: "k")
        _ = try await s3.deleteObject(input)
        let sent5 = input
        let none = await #expect(throws: S3Failure.self) { try await s3.deleteObject(sent5) }
        #expect(none?.refusal == .noSuchKey)
    }

    @Test(
        arguments: [
            (["x-amz-copy-source-if-match": eTag], 200), (["x-amz-copy-source-if-match": "\"a\""], 412),
            (["x-amz-copy-source-if-none-match": eTag], 412), (["x-amz-copy-source-if-none-match": "\"a\""], 200),
            (["x-amz-copy-source-if-modified-since": then], 412),
            (["x-amz-copy-source-if-modified-since": before], 200),
            (["x-amz-copy-source-if-unmodified-since": before], 412),
        ] as [(WebHeaders, Int)]
    )
    func `a copy is held to the conditions of its source`(headers: WebHeaders, status: Int) async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("hello", to: "k")
        var headers = headers
        headers["x-amz-copy-source"] = "/documents/k"
        let raw = try await house.send("PUT", "/documents/copy", headers)
        #expect(raw.status == status)
        #expect(try await house.send("GET", "/documents/copy").status == (status == 200 ? 200 : 404))
    }
}
