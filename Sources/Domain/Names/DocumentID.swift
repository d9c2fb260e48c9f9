package import Time

/// Which document.
package struct DocumentID: Hashable, Sendable {
    package let uuid: UUID

    package init(_ uuid: UUID) {
        self.uuid = uuid
    }

    package init?(_ text: String) {
        guard let uuid = UUID(text) else { return nil }
        self.uuid = uuid
    }

    /// Where the version of an object that was dropped straight into the bucket leads: to the same document each time.
    package init(ofDrop blob: Blob) {
        let name = [blob.bucket, blob.key, blob.version ?? ""].joined(separator: "\n")
        uuid = .v5(namespace: Self.drops, name: name)
    }

    private static let drops = UUID.v5(namespace: .url, name: "urn:assay:drop")
}

extension DocumentID: Comparable, CustomStringConvertible, Codable {
    package static func < (left: DocumentID, right: DocumentID) -> Bool { left.uuid < right.uuid }

    package var description: String { uuid.description }

    package init(from decoder: any Decoder) throws {
        uuid = try decoder.singleValueContainer().decode(UUID.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(uuid)
    }
}
