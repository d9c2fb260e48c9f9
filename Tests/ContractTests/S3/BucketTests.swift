import AWSClient
import Testing

@Suite(.needsMoto) struct BucketTests {
    @Test(arguments: Adapter.allCases)
    func `a bucket is made once, and is gone when it is deleted`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        #expect(try await bucket.s3.headBucket(bucket.name) == "eu-central-1")
        #expect(await refusal { try await bucket.s3.createBucket(bucket.name) } == .bucketAlreadyOwnedByYou)
        try await bucket.s3.deleteBucket(bucket.name)
        #expect(await refusal { try await bucket.s3.headBucket(bucket.name) } == .notFound)
        #expect(await refusal { try await bucket.s3.deleteBucket(bucket.name) } == .noSuchBucket)
        #expect(await refusal { try await bucket.get("key") } == .noSuchBucket)
    }

    @Test(arguments: Adapter.allCases)
    func `a bucket that holds something is not deleted`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key")
        #expect(await refusal { try await bucket.s3.deleteBucket(bucket.name) } == .bucketNotEmpty)
        #expect(try await bucket.bytes("key") == [1, 2, 3])
    }

    @Test(arguments: Adapter.allCases)
    func `versions are kept from when it is said until it is said no more`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        #expect(try await bucket.s3.getBucketVersioning(bucket.name) == nil)
        for versioning in [BucketVersioning.enabled, .suspended] {
            try await bucket.s3.putBucketVersioning(bucket.name, versioning)
            #expect(try await bucket.s3.getBucketVersioning(bucket.name) == versioning)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a bucket's rules of forgetting are told as they were set`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        #expect(try await bucket.s3.getBucketLifecycleConfiguration(bucket.name) == [])
        let both = "<And><Prefix>a/é &amp; b</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And>"
        let days = "<NoncurrentVersionExpiration><NoncurrentDays>7</NoncurrentDays></NoncurrentVersionExpiration>"
        let parts = "<DaysAfterInitiation>2</DaysAfterInitiation>"
        try await bucket.setting(
            "PUT",
            "?lifecycle",
            "<LifecycleConfiguration>"
                + "<Rule><ID>one</ID><Status>Enabled</Status><Filter>\(both)</Filter>"
                + "<Expiration><Days>30</Days></Expiration>\(days)</Rule>"
                + "<Rule><ID>two</ID><Status>Disabled</Status><Filter><Prefix></Prefix></Filter>"
                + "<AbortIncompleteMultipartUpload>\(parts)</AbortIncompleteMultipartUpload></Rule>"
                + "</LifecycleConfiguration>"
        )
        let rules = try await bucket.s3.getBucketLifecycleConfiguration(bucket.name)
        #expect(rules.map(\.id) == ["one", "two"])
        #expect(rules.map(\.isEnabled) == [true, false])
        #expect(rules.map(\.prefix) == ["a/é & b", nil])
        #expect(rules.map(\.tags) == [["k": "v"], [:]])
        #expect(rules.map(\.expirationDays) == [30, nil])
        #expect(rules.map(\.noncurrentVersionExpirationDays) == [7, nil])
        #expect(rules.map(\.abortIncompleteMultipartUploadDays) == [nil, 2])
    }

    @Test(arguments: Adapter.allCases)
    func `a bucket tells whom it notifies of what`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        #expect(try await bucket.s3.getBucketNotificationConfiguration(bucket.name) == [])
        let queue = try await bucket.cloud.arn(of: bucket.cloud.makeQueue("uploads"))
        let rules = [("prefix", "in/é &amp;"), ("suffix", ".pdf")].map {
            "<FilterRule><Name>\($0.0)</Name><Value>\($0.1)</Value></FilterRule>"
        }
        try await bucket.setting(
            "PUT",
            "?notification",
            "<NotificationConfiguration><QueueConfiguration><Id>uploads</Id><Queue>\(queue)</Queue>"
                + "<Event>s3:ObjectCreated:Put</Event><Event>s3:ObjectCreated:Copy</Event>"
                + "<Filter><S3Key>\(rules.joined())</S3Key></Filter></QueueConfiguration></NotificationConfiguration>"
        )
        let told = try await bucket.s3.getBucketNotificationConfiguration(bucket.name)
        #expect(told.map(\.destination) == [.queue(arn: queue)])
        #expect(told.map(\.id) == ["uploads"])
        #expect(told.map(\.events) == [["s3:ObjectCreated:Put", "s3:ObjectCreated:Copy"]])
        #expect(told.map(\.prefix) == ["in/é &"])
        #expect(told.map(\.suffix) == [".pdf"])
    }
}
