package import Time

/// An object as a listing tells of it.
package struct ListedObject: Sendable, Equatable {
    package let key: String
    package let size: Int
    package let eTag: String
    package let lastModified: Instant?
    package let storageClass: String?
    /// Nil where the listing is not of versions.
    package let version: Version?

    package struct Version: Sendable, Equatable {
        package let id: String
        package let isLatest: Bool
        /// It says that from here on there is no object.
        package let isDeleteMarker: Bool
    }

    init(_ element: XMLElement, keys: KeyEncoding) throws(S3Failure) {
        key = try keys.key(try S3.required(element.text(at: "Key"), "Key"))
        size = element.text(at: "Size").flatMap { Int($0) } ?? 0
        eTag = element.text(at: "ETag") ?? ""
        lastModified = element.text(at: "LastModified").flatMap(Instant.init(rfc3339:))
        storageClass = element.text(at: "StorageClass")
        version = element.text(at: "VersionId").map { id in
            Version(
                id: id,
                isLatest: element.text(at: "IsLatest") == "true",
                isDeleteMarker: element.name == "DeleteMarker"
            )
        }
    }
}

extension S3 {
    static func objects(_ elements: [XMLElement], keys: KeyEncoding) throws(S3Failure) -> [ListedObject] {
        var objects: [ListedObject] = []
        for element in elements { objects.append(try ListedObject(element, keys: keys)) }
        return objects
    }

    static func prefixes(_ answer: XMLElement, keys: KeyEncoding) throws(S3Failure) -> [String] {
        var prefixes: [String] = []
        for element in answer.all("CommonPrefixes") {
            prefixes.append(try keys.key(element.text(at: "Prefix") ?? ""))
        }
        return prefixes
    }
}
