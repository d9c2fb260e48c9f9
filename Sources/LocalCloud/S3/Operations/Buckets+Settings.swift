import AWSClient
import HTTP

extension Buckets {
    nonisolated func getBucketVersioning(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("GetBucketVersioning", call)
        let status = try await settings(of: call.bucket).versioning
        return answers(call).document("VersioningConfiguration") { $0.element("Status", status) }
    }

    nonisolated func putBucketVersioning(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutBucketVersioning", call)
        let configuration = try await document(call, root: "VersioningConfiguration")
        if let mfa = configuration.text(at: "MfaDelete"), mfa != "Disabled" { throw .notEmulated("MfaDelete") }
        guard let status = configuration.text(at: "Status"), BucketVersioning(rawValue: status) != nil else {
            throw .s3(.malformedXML)
        }
        try await change(call) { $0.versioning = status }
        return answers(call).empty()
    }

    nonisolated func getBucketLifecycleConfiguration(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("GetLifecycleConfiguration", call)
        guard let text = try await settings(of: call.bucket).lifecycle else {
            throw .s3(.noSuchLifecycleConfiguration, of: "BucketName", call.bucket)
        }
        let headers = answers(call).withIDs([
            "Content-Type": "application/xml",
            "x-amz-transition-default-minimum-object-size": "all_storage_classes_128K",
        ])
        return WebAnswer(status: 200, headers: headers, body: .bytes(Array(text.utf8)))
    }

    nonisolated func putBucketLifecycleConfiguration(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutLifecycleConfiguration", call)
        let configuration = try await document(call, root: "LifecycleConfiguration")
        let rules = configuration.all("Rule")
        guard !rules.isEmpty, rules.count <= 1_000, rules.allSatisfy(\.isLifecycleRule) else {
            throw .s3(.malformedXML)
        }
        let text = XMLWriter.document("LifecycleConfiguration") { root in
            for child in configuration.children { root.element(child) }
        }
        try await change(call) { $0.lifecycle = String(decoding: text, as: UTF8.self) }
        return answers(call).empty()
    }

    nonisolated func deleteBucketLifecycle(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutLifecycleConfiguration", call)
        try await change(call) { $0.lifecycle = nil }
        return answers(call).empty(204)
    }

    nonisolated func getBucketTagging(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("GetBucketTagging", call)
        let tags = try await settings(of: call.bucket).tags
        guard !tags.isEmpty else { throw .s3(.noSuchTagSet, of: "BucketName", call.bucket) }
        return answers(call).tagging(tags)
    }

    nonisolated func putBucketTagging(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutBucketTagging", call)
        let tags = try await document(call, root: "Tagging").tags
        try await change(call) { $0.tags = tags }
        return answers(call).empty(204)
    }

    nonisolated func deleteBucketTagging(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutBucketTagging", call)
        try await change(call) { $0.tags = [] }
        return answers(call).empty(204)
    }

    func change(_ call: S3Call, _ body: @Sendable (inout BucketSettings) -> Void) async throws(ServiceFault) {
        let bucket = try bucket(call.bucket)
        body(&bucket.settings)
        try await commit([.keep(bucket)])
    }
}

extension S3Answers {
    func tagging(_ tags: [StoredAttributes.Field], headers: WebHeaders = [:]) -> WebAnswer {
        document("Tagging", headers: headers) { root in
            root.element("TagSet") { set in
                for tag in tags {
                    set.element("Tag") {
                        $0.element("Key", tag.name)
                        $0.element("Value", tag.value)
                    }
                }
            }
        }
    }
}

extension XMLElement {
    /// Of a `Tagging` document.
    var tags: [StoredAttributes.Field] {
        get throws(ServiceFault) {
            guard let set = self["TagSet"] else { throw .s3(.malformedXML) }
            var tags: [StoredAttributes.Field] = []
            for tag in set.all("Tag") {
                guard let key = tag.text(at: "Key"), let value = tag.text(at: "Value") else {
                    throw .s3(.malformedXML)
                }
                tags.append(StoredAttributes.Field(name: key, value: value))
            }
            return tags
        }
    }

    fileprivate var isLifecycleRule: Bool {
        let status = text(at: "Status")
        let hasAction = children.contains { !["ID", "Status", "Filter", "Prefix"].contains($0.name) }
        return (status == "Enabled" || status == "Disabled") && hasAction && (self["Filter"] ?? self["Prefix"]) != nil
    }
}

extension XMLWriter {
    /// An element as it was read.
    mutating func element(_ element: XMLElement) {
        self.element(element.name) { writer in
            if element.children.isEmpty { writer.text(element.text) }
            for child in element.children { writer.element(child) }
        }
    }
}
