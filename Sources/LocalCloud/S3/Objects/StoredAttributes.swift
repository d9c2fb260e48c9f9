import AWSClient
import HTTP
import JSON

/// What is stored beside an object's bytes and given back with them.
struct StoredAttributes: Sendable, Codable, Equatable {
    struct Field: Sendable, Codable, Equatable {
        let name: String
        let value: String
    }

    /// The fields that S3 keeps as they are, and those of the user.
    private(set) var fields: [Field] = []
    var storageClass = "STANDARD"
    var tags: [Field] = []

    /// Refuses what S3 would act on and this cloud does not.
    init(_ headers: WebHeaders) throws(ServiceFault) {
        try Self.refuseOthers(in: headers)
        var userBytes = 0
        for field in headers.fields {
            let name = field.name.lowercased()
            if name.hasPrefix(Self.userPrefix) {
                fields.append(Field(name: name, value: field.value))
                userBytes += name.utf8.count - Self.userPrefix.utf8.count + field.value.utf8.count
            } else if name == "content-encoding" {
                let value = Self.encoding(field.value)
                if !value.isEmpty { fields.append(Field(name: "Content-Encoding", value: value)) }
            } else if let kept = Self.kept.first(where: { $0.lowercased() == name }) {
                fields.append(Field(name: kept, value: field.value))
            }
        }
        guard userBytes <= Self.longestMetadata else {
            throw ServiceFault(
                "MetadataTooLarge",
                "Your metadata headers exceed the maximum allowed metadata size",
                details: ["Size": .integer(userBytes), "MaxSizeAllowed": .integer(Self.longestMetadata)]
            )
        }
        storageClass = headers["x-amz-storage-class"] ?? "STANDARD"
        if let text = headers["x-amz-tagging"] { tags = try Self.tags(ofHeader: text) }
    }

    /// As an answer carries them.
    var headers: WebHeaders {
        var headers = WebHeaders()
        if !fields.contains(where: { $0.name == "Content-Type" }) {
            headers.add("Content-Type", "binary/octet-stream")
        }
        for field in fields { headers.add(field.name, field.value) }
        headers.add("x-amz-server-side-encryption", "AES256")
        if storageClass != "STANDARD" { headers.add("x-amz-storage-class", storageClass) }
        if !tags.isEmpty { headers.add("x-amz-tagging-count", "\(tags.count)") }
        return headers
    }

    private static let userPrefix = "x-amz-meta-"
    private static let kept = [
        "Content-Type", "Content-Disposition", "Content-Language", "Cache-Control", "Expires",
    ]
    /// In bytes, names and values.
    private static let longestMetadata = 2_048

    /// `aws-chunked` is how the bytes came, and no property of the object.
    private static func encoding(_ text: String) -> String {
        text.split(separator: ",").map { $0.trimmed }.filter { $0 != "aws-chunked" && !$0.isEmpty }
            .joined(separator: ",")
    }

    private static func tags(ofHeader text: String) throws(ServiceFault) -> [Field] {
        let items = QueryItems(Array(text.utf8), plusIsSpace: true).items
        return try checked(items.map { Field(name: $0.name, value: $0.value ?? "") })
    }

    static func checked(_ tags: [Field]) throws(ServiceFault) -> [Field] {
        guard tags.count <= 10 else { throw ServiceFault("BadRequest", "Object tags cannot be greater than 10") }
        var seen: Set<String> = []
        for tag in tags {
            guard (1...128).contains(tag.name.unicodeScalars.count) else {
                throw .s3(.invalidTag, "The TagKey you have provided is invalid")
            }
            guard tag.value.unicodeScalars.count <= 256 else { throw .s3(.invalidTag) }
            guard seen.insert(tag.name).inserted else {
                throw .s3(.invalidTag, "Cannot provide multiple Tags with the same key")
            }
        }
        return tags
    }

    private static func refuseOthers(in headers: WebHeaders) throws(ServiceFault) {
        for field in headers.fields {
            let name = field.name.lowercased()
            let isRefused = refused.contains { name.hasPrefix($0) } && !(allowed[name]?.contains(field.value) ?? false)
            if isRefused { throw .notEmulated("The header \(field.name)") }
        }
    }

    private static let refused = [
        "x-amz-acl", "x-amz-grant-", "x-amz-server-side-encryption", "x-amz-object-lock-",
        "x-amz-website-redirect-location", "x-amz-storage-class", "x-amz-write-offset-bytes",
    ]
    private static let allowed: [String: Set<String>] = [
        "x-amz-acl": ["private", "bucket-owner-full-control"],
        "x-amz-server-side-encryption": ["AES256"],
        "x-amz-storage-class": ["STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "REDUCED_REDUNDANCY"],
    ]
}

extension Substring {
    /// Without spaces and tabs at both ends.
    var trimmed: Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
