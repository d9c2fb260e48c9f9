import AWSClient
import Encoding
import JSON
import Time

/// The rows of the journal: what each says, and where it lies.
enum BucketShelf {
    static let buckets = "s3.buckets"
    static let versions = "s3.versions"
    static let uploads = "s3.uploads"
    static let parts = "s3.parts"
    static let events = "s3.events"
}

struct BucketRow: Codable {
    let created: Instant
    let settings: BucketSettings
}

struct VersionRow: Codable {
    let bucket: String
    let key: String
    let id: String
    let order: UInt64
    let modified: Instant
    /// Nil for a delete marker.
    let entity: EntityRow?

    struct EntityRow: Codable {
        let content: KeptContent
        let eTag: String
        let sum: StoredSum
        let partSizes: [Int]
        let attributes: StoredAttributes
    }
}

struct UploadRow: Codable {
    let bucket: String
    let key: String
    let initiated: Instant
    let attributes: StoredAttributes
    let sums: UploadSums
    let order: UInt64
}

struct PartRow: Codable {
    let upload: String
    let number: Int
    let content: KeptContent
    let md5: String
    let sum: StoredSum
    let modified: Instant
}

struct EventRow: Codable {
    let target: String
    let source: String
    let body: String
    let subject: String?
}

/// A row's value: the length of its JSON in four bytes, the JSON, and the bytes that it speaks of.
enum RowText {
    static func write<Row: Encodable>(_ row: Row, bytes: [UInt8] = []) -> [UInt8] {
        do throws(JSONError) {
            let text = try JSONCodec.encode(row)
            return withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.count).bigEndian) { Array($0) } + text + bytes
        } catch {
            // Rows are plain structs of strings and numbers, which are JSON always.
            return []
        }
    }

    static func read<Row: Decodable>(
        _ type: Row.Type,
        _ row: JournalRow
    ) throws(ServiceFault) -> (row: Row, bytes: ArraySlice<UInt8>) {
        let length = row.value.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let text = row.value.dropFirst(4).prefix(length)
        do throws(JSONError) {
            return (try JSONCodec.decode(type, from: Array(text)), row.value.dropFirst(4 + length))
        } catch {
            throw .brokenRow(row.key)
        }
    }
}

extension ServiceFault {
    static func brokenRow(_ key: String) -> ServiceFault {
        ServiceFault("InternalError", "The row '\(key)' that is kept of S3 cannot be read.", status: 500)
    }
}

extension JournalChange {
    static func keep(_ bucket: Bucket) -> JournalChange {
        let row = BucketRow(created: bucket.created, settings: bucket.settings)
        return .put(JournalRow(key: bucket.name, value: RowText.write(row)), shelf: BucketShelf.buckets)
    }

    static func keep(_ version: ObjectVersion, in bucket: String) -> JournalChange {
        var bytes: [UInt8] = []
        let entity = version.entity.map { entity in
            VersionRow.EntityRow(
                content: KeptContent(entity.content, appendingTo: &bytes),
                eTag: entity.eTag,
                sum: entity.sum,
                partSizes: entity.partSizes,
                attributes: entity.attributes
            )
        }
        let row = VersionRow(
            bucket: bucket,
            key: version.key.text,
            id: version.id,
            order: version.order,
            modified: version.modified,
            entity: entity
        )
        return .put(
            JournalRow(key: version.rowKey, value: RowText.write(row, bytes: bytes)),
            shelf: BucketShelf.versions
        )
    }

    static func forget(_ version: ObjectVersion) -> JournalChange {
        .remove(key: version.rowKey, shelf: BucketShelf.versions)
    }

    static func keep(_ upload: Upload, in bucket: String) -> JournalChange {
        let row = UploadRow(
            bucket: bucket,
            key: upload.key.text,
            initiated: upload.initiated,
            attributes: upload.attributes,
            sums: upload.sums,
            order: upload.order
        )
        return .put(JournalRow(key: upload.id, value: RowText.write(row)), shelf: BucketShelf.uploads)
    }

    static func keep(_ part: Upload.Part, _ number: Int, of upload: String) -> JournalChange {
        var bytes: [UInt8] = []
        let row = PartRow(
            upload: upload,
            number: number,
            content: KeptContent(part.content, appendingTo: &bytes),
            md5: Hex.encode(part.md5),
            sum: part.sum,
            modified: part.modified
        )
        return .put(
            JournalRow(key: "\(upload)/\(number)", value: RowText.write(row, bytes: bytes)),
            shelf: BucketShelf.parts
        )
    }

    /// An upload that has ended, with all its parts.
    static func forget(_ upload: Upload) -> [JournalChange] {
        upload.parts.keys.sorted().map { .remove(key: "\(upload.id)/\($0)", shelf: BucketShelf.parts) }
            + [.remove(key: upload.id, shelf: BucketShelf.uploads)]
    }
}

extension ObjectVersion {
    /// Sixteen digits, so that rows sort as versions came to be.
    fileprivate var rowKey: String {
        let digits = String(order, radix: 16)
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }
}
