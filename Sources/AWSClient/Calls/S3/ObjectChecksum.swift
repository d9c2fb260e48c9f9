import HTTP

/// A checksum that S3 keeps with an object.
package struct ObjectChecksum: Sendable, Hashable {
    /// What it was reckoned over.
    package enum Cover: Sendable, Hashable {
        case fullObject
        /// Over the checksums of the parts, which only whoever knows the parts can reckon again.
        case composite(parts: Int?)
    }

    /// As S3 spells it, known to us or not: `CRC32C`, `SHA1`.
    package let algorithm: String
    /// Base64.
    package let value: String
    package let cover: Cover

    package init(algorithm: String, value: String, cover: Cover = .fullObject) {
        self.algorithm = algorithm.uppercased()
        self.value = value
        self.cover = cover
    }

    package init(_ algorithm: ChecksumAlgorithm, _ value: String) {
        self.init(algorithm: algorithm.rawValue, value: value)
    }

    /// As S3 writes it: a composite one ends with the number of its parts.
    ///
    /// `type` decides where S3 tells it, for a full-object checksum of an upload in parts has no mark of its own.
    init(algorithm: String, text: String, type: String?) {
        let pieces = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = pieces.count > 1 ? Int(pieces[1]) : nil
        let isComposite = pieces.count > 1 || type == "COMPOSITE"
        self.init(
            algorithm: algorithm,
            value: pieces.first.map(String.init) ?? "",
            cover: isComposite ? .composite(parts: parts) : .fullObject
        )
    }

    var header: (name: String, value: String) { ("x-amz-checksum-\(algorithm.lowercased())", value) }
}

extension ObjectChecksum {
    /// All that an answer's head tells.
    static func all(in headers: WebHeaders) -> [ObjectChecksum] {
        let type = headers["x-amz-checksum-type"]
        return headers.fields.compactMap { field in
            let name = field.name.lowercased()
            guard name.hasPrefix(prefix) else { return nil }
            let algorithm = name.dropFirst(prefix.count)
            guard !["type", "mode", "algorithm"].contains(algorithm) else { return nil }
            return ObjectChecksum(algorithm: String(algorithm), text: field.value, type: type)
        }
    }

    /// All that an element of an answer tells: `ChecksumSHA256`.
    static func all(in element: XMLElement) -> [ObjectChecksum] {
        let type = element.text(at: "ChecksumType")
        return element.children.compactMap { child in
            guard child.name.hasPrefix("Checksum"), !["ChecksumType", "ChecksumAlgorithm"].contains(child.name) else {
                return nil
            }
            return ObjectChecksum(algorithm: String(child.name.dropFirst(8)), text: child.text, type: type)
        }
    }

    private static let prefix = "x-amz-checksum-"
}

/// By what S3 is to check that what it stores is what was sent.
package enum RequestChecksum: Sendable, Hashable {
    /// As the settings say: CRC-32, or nothing.
    case usual
    /// Reckoned here while it is sent.
    case reckoned(ChecksumAlgorithm)
    /// Reckoned before.
    case known(ObjectChecksum)
}

extension S3Request {
    mutating func guardContent(by checksum: RequestChecksum, use: ChecksumUse) {
        switch checksum {
        case .usual: self.checksum = use == .whenSupported ? .crc32 : nil
        case .reckoned(let algorithm): self.checksum = algorithm
        case .known(let known): headers[known.header.name] = known.header.value
        }
        say("x-amz-sdk-checksum-algorithm", self.checksum?.rawValue)
    }
}
