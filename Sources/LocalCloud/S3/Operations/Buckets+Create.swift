import AWSClient
import HTTP
import Time

extension Buckets {
    nonisolated func listBuckets(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try ground.allow("s3:ListAllMyBuckets", on: .bucket("*"), to: call.request.caller)
        let limit = try call.number("max-buckets", in: 1...10_000, or: 10_000)
        let prefix = call.query["prefix"] ?? ""
        let after = call.query["continuation-token"]
        let found = await names().filter { $0.name.hasPrefix(prefix) && $0.name > after ?? "" }
        let page = found.prefix(limit)
        return answers(call).document("ListAllMyBucketsResult") { root in
            root.element("Owner") { $0.element("ID", ground.place.account) }
            root.element("Buckets") { list in
                for bucket in page {
                    list.element("Bucket") {
                        $0.element("Name", bucket.name)
                        $0.element("CreationDate", bucket.created.rfc3339)
                        $0.element("BucketRegion", ground.place.region)
                    }
                }
            }
            root.element("ContinuationToken", page.count < found.count ? page.last?.name : nil)
            root.element("Prefix", call.query["prefix"])
        }
    }

    private func names() -> [(name: String, created: Instant)] {
        buckets.values.map { ($0.name, $0.created) }.sorted { $0.name < $1.name }
    }

    nonisolated func createBucket(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("CreateBucket", call)
        do throws(RequestFault) {
            _ = try BucketName(call.bucket)
        } catch {
            throw .s3(.invalidBucketName, of: "BucketName", call.bucket)
        }
        try refuseBucketHeaders(call)
        try await checkLocation(call)
        try await add(call.bucket)
        return answers(call).empty(200, ["Location": "/\(call.bucket)"])
    }

    /// Makes an empty bucket.
    func add(_ name: String) async throws(ServiceFault) {
        if buckets[name] != nil {
            // In S3's first region, and only there, whoever has the bucket may make it again.
            if ground.place.region == "us-east-1" { return }
            throw .s3(.bucketAlreadyOwnedByYou, of: "BucketName", name)
        }
        let bucket = Bucket(name: name, created: ground.clock.now)
        buckets[name] = bucket
        try await commit([.keep(bucket)])
    }

    nonisolated func headBucket(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("ListBucket", call)
        _ = try await settings(of: call.bucket)
        return answers(call).empty(200, ["x-amz-bucket-region": ground.place.region])
    }

    func deleteBucket(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("DeleteBucket", call)
        let bucket = try bucket(call.bucket)
        guard bucket.isEmpty else { throw .s3(.bucketNotEmpty, of: "BucketName", bucket.name) }
        buckets[bucket.name] = nil
        let uploads = bucket.uploads.values.sorted { $0.order < $1.order }
        try await commit(
            uploads.flatMap { JournalChange.forget($0) } + [.remove(key: bucket.name, shelf: BucketShelf.buckets)],
            removing: uploads.flatMap { $0.parts.values.map(\.content) }
        )
        return answers(call).empty(204)
    }

    nonisolated func getBucketLocation(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("GetBucketLocation", call)
        _ = try await settings(of: call.bucket)
        // S3's first region has no name here.
        let region = ground.place.region == "us-east-1" ? "" : ground.place.region
        return answers(call).text("LocationConstraint", region)
    }

    private nonisolated func refuseBucketHeaders(_ call: S3Call) throws(ServiceFault) {
        let allowed = [
            "x-amz-acl": "private", "x-amz-object-ownership": "BucketOwnerEnforced",
            "x-amz-bucket-object-lock-enabled": "false",
        ]
        for field in call.headers.fields {
            let name = field.name.lowercased()
            let isKnown = allowed[name] != nil || name.hasPrefix("x-amz-grant-")
            if isKnown, allowed[name]?.lowercased() != field.value.lowercased() {
                throw .notEmulated("The header \(field.name): \(field.value)")
            }
        }
    }

    private nonisolated func checkLocation(_ call: S3Call) async throws(ServiceFault) {
        let here = ground.place.region
        let terms = try BodyTerms(call.request, call.headers)
        guard terms.length != 0 else {
            if here != "us-east-1" { throw .s3(.illegalLocationConstraint) }
            return
        }
        let configuration = try await document(call, root: "CreateBucketConfiguration")
        for child in configuration.children where child.name != "LocationConstraint" {
            throw .notEmulated("\(child.name) of a new bucket")
        }
        let asked = configuration.text(at: "LocationConstraint") ?? "us-east-1"
        guard asked == here else {
            throw .s3(
                .illegalLocationConstraint,
                "The \(asked) location constraint is incompatible for the region specific endpoint this request was "
                    + "sent to."
            )
        }
    }
}
