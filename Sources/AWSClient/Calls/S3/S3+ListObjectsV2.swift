package import Time

/// Which objects of a bucket to list.
package struct ListObjectsV2Input: Sendable {
    package var bucket: BucketName
    package var prefix: String?
    /// Keys that go on behind it are told together, as one prefix.
    package var delimiter: String?
    package var startAfter: String?
    package var continuationToken: String?
    /// Up to a thousand.
    package var maxKeys: Int?

    package init(bucket: BucketName, prefix: String? = nil, delimiter: String? = nil) {
        self.bucket = bucket
        self.prefix = prefix
        self.delimiter = delimiter
    }
}

/// A page of them, in the order of their keys' bytes.
package struct ListObjectsV2Output: Sendable, Equatable {
    package let contents: [ListedObject]
    package let commonPrefixes: [String]
    /// Nil on the last page.
    package let nextContinuationToken: String?
}

extension S3 {
    package func listObjectsV2(
        _ input: ListObjectsV2Input,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> ListObjectsV2Output {
        var request = S3Request("GET", input.bucket)
        request.query = [("list-type", "2"), ("encoding-type", "url")]
        request.ask("prefix", input.prefix)
        request.ask("delimiter", input.delimiter)
        request.ask("start-after", input.startAfter)
        request.ask("continuation-token", input.continuationToken)
        request.ask("max-keys", input.maxKeys)
        let answer = try await read(request, deadline: deadline)
        let isTruncated = answer.text(at: "IsTruncated") == "true"
        let token = answer.text(at: "NextContinuationToken")
        let keys = KeyEncoding(answer)
        return ListObjectsV2Output(
            contents: try Self.objects(answer.all("Contents"), keys: keys),
            commonPrefixes: try Self.prefixes(answer, keys: keys),
            nextContinuationToken: isTruncated ? try Self.required(token, "NextContinuationToken") : nil
        )
    }

    /// All pages, each fetched when it is asked for.
    package func pages(of input: ListObjectsV2Input, deadline: Instant? = nil) -> ObjectPages {
        ObjectPages(s3: self, input: input, deadline: deadline)
    }
}

/// The pages of a listing, one after the other.
package struct ObjectPages: AsyncSequence, Sendable {
    package typealias Failure = S3Failure

    let s3: S3
    let input: ListObjectsV2Input
    let deadline: Instant?

    package func makeAsyncIterator() -> Iterator { Iterator(pages: self, input: input) }

    package struct Iterator: AsyncIteratorProtocol {
        package typealias Failure = S3Failure

        let pages: ObjectPages
        /// Nil behind the last page.
        var input: ListObjectsV2Input?

        package mutating func next() async throws(S3Failure) -> ListObjectsV2Output? {
            try await next(isolation: nil)
        }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(S3Failure) -> ListObjectsV2Output? {
            guard var input else { return nil }
            self.input = nil
            let page = try await pages.s3.listObjectsV2(input, deadline: pages.deadline)
            guard let token = page.nextContinuationToken else { return page }
            // A listing that comes back to where it was would never end.
            guard token != input.continuationToken else { throw .unreadable("the listing goes in a circle") }
            input.continuationToken = token
            self.input = input
            return page
        }
    }
}
