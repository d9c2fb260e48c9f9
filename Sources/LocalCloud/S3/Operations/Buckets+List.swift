import AWSClient
import Encoding
import HTTP
import Time

extension Buckets {
    /// The first version of the API, which goes on from a key.
    nonisolated func listObjects(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("ListBucket", call)
        let marker = call.query["marker"] ?? ""
        let query = try keyQuery(call, after: marker)
        let page = try await page(query, in: call.bucket)
        let spelling = try Spelling(call)
        return answers(call).document("ListBucketResult") { root in
            root.element("Name", call.bucket)
            root.element("Prefix", spelling.of(query.prefix))
            root.element("Marker", spelling.of(marker))
            root.element("MaxKeys", "\(query.limit)")
            root.element("Delimiter", query.delimiter.map(spelling.of))
            root.element("EncodingType", spelling.name)
            root.element("IsTruncated", "\(page.isTruncated)")
            // Without a delimiter, the last key is what to go on from.
            let next = page.isTruncated && query.delimiter != nil ? page.last : nil
            root.element("NextMarker", next.map(spelling.of))
            for version in page.versions { root.contents(version, spelling, owner: ground.place.account) }
            for prefix in page.commonPrefixes { root.commonPrefix(spelling.of(prefix)) }
        }
    }

    nonisolated func listObjectsV2(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("ListBucket", call)
        let token = call.query["continuation-token"]
        let startAfter = call.query["start-after"]
        var after = startAfter ?? ""
        if let token {
            guard let bytes = Base64.decode(token), let text = String(validating: bytes, as: UTF8.self) else {
                throw .s3(.invalidArgument, "The continuation token provided is incorrect")
            }
            after = text
        }
        let query = try keyQuery(call, after: after)
        let page = try await page(query, in: call.bucket)
        let spelling = try Spelling(call)
        let owner = call.query["fetch-owner"] == "true" ? ground.place.account : nil
        return answers(call).document("ListBucketResult") { root in
            root.element("Name", call.bucket)
            root.element("Prefix", spelling.of(query.prefix))
            root.element("MaxKeys", "\(query.limit)")
            root.element("Delimiter", query.delimiter.map(spelling.of))
            root.element("EncodingType", spelling.name)
            root.element("KeyCount", "\(page.count)")
            root.element("IsTruncated", "\(page.isTruncated)")
            root.element("ContinuationToken", token)
            let next = page.isTruncated ? page.last.map { Base64.encode(Array($0.utf8)) } : nil
            root.element("NextContinuationToken", next)
            root.element("StartAfter", startAfter.map(spelling.of))
            for version in page.versions { root.contents(version, spelling, owner: owner) }
            for prefix in page.commonPrefixes { root.commonPrefix(spelling.of(prefix)) }
        }
    }

    nonisolated func listObjectVersions(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("ListBucketVersions", call)
        let keyMarker = call.query["key-marker"] ?? ""
        let versionMarker = call.query["version-id-marker"]
        if versionMarker != nil, keyMarker.isEmpty {
            throw .s3(.invalidArgument, "A version-id marker cannot be specified without a key marker.")
        }
        var query = try keyQuery(call, after: keyMarker)
        if versionMarker != nil { query.start = Array(keyMarker.utf8) }
        let page = try await versionsPage(query, after: keyMarker, versionMarker, in: call.bucket)
        let spelling = try Spelling(call)
        return answers(call).document("ListVersionsResult") { root in
            root.element("Name", call.bucket)
            root.element("Prefix", spelling.of(query.prefix))
            root.element("KeyMarker", spelling.of(keyMarker))
            root.element("VersionIdMarker", versionMarker ?? "")
            root.element("MaxKeys", "\(query.limit)")
            root.element("Delimiter", query.delimiter.map(spelling.of))
            root.element("EncodingType", spelling.name)
            root.element("IsTruncated", "\(page.page.isTruncated)")
            if page.page.isTruncated {
                root.element("NextKeyMarker", page.page.last.map(spelling.of))
                root.element("NextVersionIdMarker", page.page.lastVersionID)
            }
            for version in page.page.versions {
                root.version(version, spelling, isLatest: page.latest.contains(version.order), ground.place.account)
            }
            for prefix in page.page.commonPrefixes { root.commonPrefix(spelling.of(prefix)) }
        }
    }

    private func page(_ query: KeyQuery, in name: String) throws(ServiceFault) -> KeyPage {
        let bucket = try bucket(name)
        return KeyPage(query, of: bucket.keys) { key in bucket.current(key).map { [$0] } ?? [] }
    }

    /// With the orders of those versions that are the newest of their keys.
    private func versionsPage(
        _ query: KeyQuery,
        after keyMarker: String,
        _ versionMarker: String?,
        in name: String
    ) throws(ServiceFault) -> (page: KeyPage, latest: Set<UInt64>) {
        let bucket = try bucket(name)
        let page = KeyPage(query, of: bucket.keys) { key in
            let all = bucket.versions(of: key)
            guard let versionMarker, key.text.utf8.elementsEqual(keyMarker.utf8) else { return all }
            return Array(all.drop { $0.id != versionMarker }.dropFirst())
        }
        return (page, Set(page.versions.filter { bucket.newest($0.key)?.order == $0.order }.map(\.order)))
    }

    /// `after` is the last key or prefix that the caller has seen.
    private nonisolated func keyQuery(_ call: S3Call, after: String) throws(ServiceFault) -> KeyQuery {
        let prefix = call.query["prefix"] ?? ""
        let delimiter = call.query["delimiter"].flatMap { $0.isEmpty ? nil : $0 }
        var start = Array(after.utf8)
        if !after.isEmpty {
            // What went by as one prefix is passed over as a whole.
            let isCommon = delimiter.map { after.utf8.reversed().starts(with: $0.utf8.reversed()) } ?? false
            start.append(isCommon && after.utf8.starts(with: prefix.utf8) && after != prefix ? 0xFF : 0)
        }
        return KeyQuery(
            prefix: prefix,
            delimiter: delimiter,
            limit: try call.number("max-keys", in: 0...1_000, or: 1_000),
            start: start
        )
    }
}

/// How a listing writes keys: as they are, or as in a form, for XML has no way to write some of them.
struct Spelling {
    let name: String?

    init(_ call: S3Call) throws(ServiceFault) {
        name = call.query["encoding-type"]
        if let name, name != "url" { throw .s3(.invalidArgument, "Invalid Encoding Method specified in Request") }
    }

    func of(_ text: String) -> String { name == nil ? text : ObjectEvent.encoded(text) }
}

extension XMLWriter {
    fileprivate mutating func commonPrefix(_ prefix: String) {
        element("CommonPrefixes") { $0.element("Prefix", prefix) }
    }

    fileprivate mutating func contents(_ version: ObjectVersion, _ spelling: Spelling, owner: String?) {
        element("Contents") { entry in
            entry.element("Key", spelling.of(version.key.text))
            entry.describe(version)
            if let owner { entry.element("Owner") { $0.element("ID", owner) } }
        }
    }

    fileprivate mutating func version(_ version: ObjectVersion, _ spelling: Spelling, isLatest: Bool, _ owner: String) {
        element(version.entity == nil ? "DeleteMarker" : "Version") { entry in
            entry.element("Key", spelling.of(version.key.text))
            entry.element("VersionId", version.id)
            entry.element("IsLatest", "\(isLatest)")
            entry.describe(version)
            entry.element("Owner") { $0.element("ID", owner) }
        }
    }

    private mutating func describe(_ version: ObjectVersion) {
        element("LastModified", version.modified.rfc3339)
        guard let entity = version.entity else { return }
        element("ETag", entity.eTag)
        element("ChecksumAlgorithm", entity.sum.kind.rawValue)
        element("ChecksumType", entity.sum.cover.rawValue)
        element("Size", "\(entity.content.count)")
        element("StorageClass", entity.attributes.storageClass)
    }
}
