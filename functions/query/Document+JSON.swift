import Domain
import Encoding
import JSON
import Time

extension Document {
    /// What every answer about it begins with.
    var head: JSONObject {
        var head: JSONObject = ["id": .string("\(id)")]
        head["file_name"] = isSealed ? nil : .string(claim.name.text)
        head["status"] = .string(Status.ofDocument(state))
        head["reason"] = reason.map { .string($0) }
        return head
    }

    /// The record, but for what may be read only by whoever can open the seal.
    func record(_ tally: RoundTally) -> JSONObject {
        var record = head
        record["organisation"] = .string(organisation.text)
        record["owner"] = .string(owner.text)
        record["file_size"] = (verified?.size ?? claim.size).map { .integer(Int($0.bytes)) }
        record["file_type"] = isSealed ? nil : (verified?.type ?? claim.type).map { .string($0) }
        record["sha256"] = (verified?.sha256).map { .string($0.hex) }
        record["created_at"] = .string(createdAt.rfc3339)
        record["uploaded_at"] = (verified?.uploadedAt).map { .string($0.rfc3339) }
        record["updated_at"] = .string(updatedAt.rfc3339)
        record["version"] = .string("\(version)")
        record["bucket"] = .string(blob.bucket)
        record["region"] = .string(blob.region)
        record["file"] = .string(blob.key)
        record["object_version"] = blob.version.map { .string($0) }
        if case .known(let count) = chunkCount { record["chunks"] = .integer(count) }
        record["client"] = (sealing?.client).map { .string($0.text) }
        record["job"] = (sealing?.job).map { .string(String(decoding: $0, as: UTF8.self)) }
        record["signature"] = (sealing?.signature).map { .string($0) }
        record["round"] = .integer(round)
        record["expected"] = .array(tally.expected.sorted().map { .string($0.text) })
        record["finished"] = .array(tally.finished.sorted().map { .string($0.text) })
        return record
    }

    var isSealed: Bool { sealing != nil }

    /// Why it ended as it did, where there is something to say of it.
    private var reason: String? {
        switch state {
        case .processed(let reason): reason
        case .failed(let failure): failure.rawValue
        case .requested, .uploading, .uploaded, .extracting, .scanning, .expired, .archived, .deleted: nil
        }
    }
}
