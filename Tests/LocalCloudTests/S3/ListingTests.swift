import AWSClient
import HTTP
import LocalCloud
import Testing

/// What is in a bucket, page by page.
struct ListingTests {
    private let house: House

    init() throws {
        house = try House()
    }

    private func s3(_ keys: [String]) async throws -> S3 {
        let s3 = try await house.s3(with: .named())
        for key in keys { try await s3.put("x", to: key) }
        return s3
    }

    @Test(arguments: [1, 2, 3, 1_000])
    func `pages of any length are the whole, in the order of the keys' bytes`(_ limit: Int) async throws {
        let keys = ["a", "B", "a/b", "a/c/d", "a b", "ä", "z", "\u{10000}", "\u{FFFD}", "a/b/c", "0"]
        let s3 = try await s3(keys)
        var input = try ListObjectsV2Input(bucket: .named())
        input.maxKeys = limit
        var found: [String] = []
        for try await page in s3.pages(of: input) {
            #expect(page.contents.count <= limit)
            found += page.contents.map(\.key)
        }
        #expect(found == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test(arguments: [1, 2, 3, 100])
    func `keys behind a delimiter are told as one prefix, on one page alone`(_ limit: Int) async throws {
        let s3 = try await s3(["a/1", "a/2", "a/b/3", "b", "c/1", "c/2", "d", "e/", "f"])
        var input = try ListObjectsV2Input(bucket: .named(), delimiter: "/")
        input.maxKeys = limit
        var keys: [String] = []
        var prefixes: [String] = []
        for try await page in s3.pages(of: input) {
            #expect(page.contents.count + page.commonPrefixes.count <= limit)
            keys += page.contents.map(\.key)
            prefixes += page.commonPrefixes
        }
        #expect(keys == ["b", "d", "f"] && prefixes == ["a/", "c/", "e/"])
    }

    @Test(
        arguments: [
            ("a/", nil, nil, ["a/1", "a/2", "a/b/3"], []), ("a/", "/", nil, ["a/1", "a/2"], ["a/b/"]),
            ("a", "/", nil, ["a"], ["a/"]), ("x", nil, nil, [], []), ("", nil, "a/2", ["a/b/3", "b"], []),
            ("a/", nil, "a/1", ["a/2", "a/b/3"], []), ("", nil, "a/", ["a/1", "a/2", "a/b/3", "b"], []),
            ("a", "b/", nil, ["a", "a/1", "a/2"], ["a/b/"]),
        ] as [(String, String?, String?, [String], [String])]
    )
    func `a prefix and a start narrow a list`(
        prefix: String,
        delimiter: String?,
        start: String?,
        keys: [String],
        prefixes: [String]
    ) async throws {
        let s3 = try await s3(["a", "a/1", "a/2", "a/b/3", "b"])
        var input = try ListObjectsV2Input(bucket: .named(), prefix: prefix, delimiter: delimiter)
        input.startAfter = start
        let page = try await s3.listObjectsV2(input)
        #expect(page.contents.map(\.key) == keys && page.commonPrefixes == prefixes)
        #expect(page.nextContinuationToken == nil)
    }

    @Test func `the first version of the API goes on from a marker`() async throws {
        _ = try await s3(["a b", "a/1", "a/2", "c", "d"])
        let first = try await house.send("GET", "/documents?max-keys=2&delimiter=%2F&encoding-type=url").document
        #expect(first.text(at: "IsTruncated") == "true" && first.text(at: "NextMarker") == "a/")
        #expect(first.all("Contents").map { $0.text(at: "Key") } == ["a+b"])
        #expect(first["Contents"]?["Owner"]?.text(at: "ID") == "000000000000")
        let second = try await house.send("GET", "/documents?max-keys=2&delimiter=%2F&marker=a%2F").document
        #expect(second.all("Contents").map { $0.text(at: "Key") } == ["c", "d"])
        #expect(second.text(at: "IsTruncated") == "false" && second["NextMarker"] == nil)
    }

    @Test func `no keys at all is an empty page that ends`() async throws {
        _ = try await s3(["a"])
        let page = try await house.send("GET", "/documents?list-type=2&max-keys=0").document
        #expect(page.text(at: "KeyCount") == "0" && page.text(at: "IsTruncated") == "false")
    }

    @Test(arguments: ["max-keys=-1", "max-keys=x", "continuation-token=%21", "encoding-type=other"])
    func `a question that makes no sense is refused`(_ query: String) async throws {
        _ = try await s3(["a"])
        let raw = try await house.send("GET", "/documents?list-type=2&\(query)")
        #expect(try raw.status == 400 && raw.code == "InvalidArgument")
    }

    @Test func `a thousand keys and more are listed as they are put and deleted`() async throws {
        let s3 = try await s3([])
        var left: Set<String> = []
        for number in 0..<1_300 {
            let key = "k\(number &* 7_919 % 1_300)"
            try await s3.put("", to: key)
            left.insert(key)
        }
        for number in stride(from: 0, to: 1_300, by: 3) {
            _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k\(number)")))
            left.remove("k\(number)")
        }
        var found: [String] = []
        for try await page in s3.pages(of: try ListObjectsV2Input(bucket: .named())) {
            found += page.contents.map(\.key)
        }
        #expect(found == left.sorted())
    }
}
