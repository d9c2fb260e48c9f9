import AWSClient
import Testing

@Suite(.needsMoto) struct ListingTests {
    /// What a key may be, and a URL, an XML document or a path would take for something else.
    static let oddKeys = [
        "a b", "a+b", "a%20b", "a%b", "é 😀", "e\u{301}", "a//b", "a/./b", "x/../y", "trailing/", "a&b<c>", "\"'",
        "a\u{1}b", "a\tb", "?list-type=2", "#", "a=b;c:d@e,f", "~*()!$", "[]{}|\\^`",
    ]

    @Test(arguments: Adapter.allCases)
    func `keys of any kind are listed as they were written, and found by what is listed`(
        _ adapter: Adapter
    ) async throws {
        let bucket = try await adapter.bucket()
        for (index, key) in Self.oddKeys.enumerated() { try await bucket.put(key, [UInt8(index)]) }
        let listed = try await bucket.s3.listObjectsV2(ListObjectsV2Input(bucket: bucket.name))
        let expected = Self.oddKeys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(listed.contents.map { Array($0.key.utf8) } == expected.map { Array($0.utf8) })
        for (index, key) in Self.oddKeys.enumerated() {
            #expect(try await bucket.bytes(key) == [UInt8(index)], "\(key)")
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a listing is as long as its pages together`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let keys = (10..<33).map { "in/\($0) é" }
        for key in keys + ["out/1", "in"] { try await bucket.put(key) }
        var input = ListObjectsV2Input(bucket: bucket.name, prefix: "in/")
        input.maxKeys = 5
        var pages: [Int] = []
        var found: [ListedObject] = []
        for try await page in bucket.s3.pages(of: input) {
            pages.append(page.contents.count)
            found += page.contents
        }
        #expect(pages == [5, 5, 5, 5, 3])
        #expect(found.map(\.key) == keys)
        #expect(found.allSatisfy { $0.size == 3 && $0.lastModified != nil && $0.version == nil })
        input.maxKeys = nil
        input.startAfter = "in/30 é"
        #expect(try await bucket.s3.listObjectsV2(input).contents.map(\.key) == ["in/31 é", "in/32 é"])
    }

    @Test(arguments: Adapter.allCases)
    func `keys beyond a delimiter are listed as one prefix, on whatever page`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        for key in ["p/a b/1", "p/a b/2", "p/c", "p/é/1", "p/z", "q/1"] { try await bucket.put(key) }
        var input = ListObjectsV2Input(bucket: bucket.name, prefix: "p/", delimiter: "/")
        input.maxKeys = 2
        var (keys, prefixes, count) = ([String](), [String](), 0)
        for try await page in bucket.s3.pages(of: input) {
            #expect(page.contents.count + page.commonPrefixes.count <= 2)
            keys += page.contents.map(\.key)
            prefixes += page.commonPrefixes
            count += 1
        }
        #expect(keys == ["p/c", "p/z"])
        #expect(prefixes.sorted() == ["p/a b/", "p/é/"])
        #expect(count == 2)
    }

    @Test(arguments: Adapter.allCases)
    func `nothing is listed where nothing is`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let page = try await bucket.s3.listObjectsV2(ListObjectsV2Input(bucket: bucket.name, prefix: "a"))
        #expect(page.contents == [] && page.commonPrefixes == [] && page.nextContinuationToken == nil)
        let missing = ListObjectsV2Input(bucket: try BucketName("nobody-has-made-this"))
        #expect(await refusal { try await bucket.s3.listObjectsV2(missing) } == .noSuchBucket)
    }
}
