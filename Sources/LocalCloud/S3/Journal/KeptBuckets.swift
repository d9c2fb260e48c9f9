import AWSClient
import Encoding
import Time

/// What was there when the process began.
struct KeptBuckets {
    private(set) var buckets: [String: Bucket] = [:]
    private(set) var promises: [String: Delivery] = [:]
    private(set) var lastOrder: UInt64 = 0
    private var files: KeptFiles

    var fileNames: Set<String> { files.names }

    init(_ journal: any Journal, in folder: ObjectFolder?) throws(ServiceFault) {
        files = KeptFiles(in: folder)
        for row in journal.rows(of: BucketShelf.buckets) {
            let kept = try RowText.read(BucketRow.self, row).row
            buckets[row.key] = Bucket(name: row.key, created: kept.created)
            buckets[row.key]?.settings = kept.settings
        }
        var versions: [(bucket: String, version: ObjectVersion)] = []
        for row in journal.rows(of: BucketShelf.versions) { versions.append(try version(row)) }
        // The oldest first, so that each comes to lie over those before it.
        for (bucket, version) in versions.sorted(by: { $0.version.order < $1.version.order }) {
            _ = buckets[bucket]?.add(version)
            lastOrder = max(lastOrder, version.order)
        }
        for row in journal.rows(of: BucketShelf.uploads) { try addUpload(row) }
        try addParts(journal.rows(of: BucketShelf.parts))
        for row in journal.rows(of: BucketShelf.events) {
            let event = try RowText.read(EventRow.self, row).row
            guard let target = ARN(event.target), let source = ARN(event.source) else { throw .brokenRow(row.key) }
            promises[row.key] = Delivery(to: target, from: source, body: event.body, subject: event.subject)
        }
    }

    private mutating func version(_ row: JournalRow) throws(ServiceFault) -> (String, ObjectVersion) {
        var (kept, bytes) = try RowText.read(VersionRow.self, row)
        var entity: ObjectEntity?
        if let row = kept.entity {
            guard let content = row.content.content(&bytes, files: &files) else { throw .brokenRow(kept.key) }
            entity = ObjectEntity(
                content: content,
                eTag: row.eTag,
                sum: row.sum,
                partSizes: row.partSizes,
                attributes: row.attributes
            )
        }
        let version = ObjectVersion(
            key: try S3Call.key(kept.key),
            id: kept.id,
            order: kept.order,
            modified: kept.modified,
            entity: entity
        )
        return (kept.bucket, version)
    }

    private mutating func addUpload(_ row: JournalRow) throws(ServiceFault) {
        let kept = try RowText.read(UploadRow.self, row).row
        buckets[kept.bucket]?.uploads[row.key] = Upload(
            id: row.key,
            key: try S3Call.key(kept.key),
            initiated: kept.initiated,
            attributes: kept.attributes,
            sums: kept.sums,
            order: kept.order
        )
        lastOrder = max(lastOrder, kept.order)
    }

    private mutating func addParts(_ rows: [JournalRow]) throws(ServiceFault) {
        var homes: [String: String] = [:]
        for bucket in buckets.values { for id in bucket.uploads.keys { homes[id] = bucket.name } }
        for row in rows {
            var (kept, bytes) = try RowText.read(PartRow.self, row)
            guard let home = homes[kept.upload] else { continue }
            guard let content = kept.content.content(&bytes, files: &files), let md5 = Hex.decode(kept.md5) else {
                throw .brokenRow(row.key)
            }
            buckets[home]?.uploads[kept.upload]?.parts[kept.number] = Upload.Part(
                content: content,
                md5: md5,
                sum: kept.sum,
                modified: kept.modified
            )
        }
    }
}
