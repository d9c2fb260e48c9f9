import HTTP
package import Time

/// Up to a thousand objects to delete at once.
package struct DeleteObjectsInput: Sendable {
    package struct Object: Sendable, Hashable {
        package var key: ObjectKey
        package var versionID: String?

        package init(_ key: ObjectKey, versionID: String? = nil) {
            self.key = key
            self.versionID = versionID
        }
    }

    package var bucket: BucketName
    package var objects: [Object]
    /// Whether only failures are told.
    package var isQuiet: Bool

    package init(bucket: BucketName, objects: [Object], isQuiet: Bool = false) {
        self.bucket = bucket
        self.objects = objects
        self.isQuiet = isQuiet
    }
}

/// What became of each: one that failed does not keep the others.
package struct DeleteObjectsOutput: Sendable, Equatable {
    package struct Deleted: Sendable, Equatable {
        package let key: String
        package let versionID: String?
        package let deleteMarkerVersionID: String?
    }

    package struct Failed: Sendable, Equatable {
        package let key: String
        package let versionID: String?
        package let code: String
        package let message: String
    }

    /// None of them where the request was quiet.
    package let deleted: [Deleted]
    package let errors: [Failed]
}

extension S3 {
    package static let mostDeletions = 1_000

    package func deleteObjects(
        _ input: DeleteObjectsInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> DeleteObjectsOutput {
        // S3 calls an empty list malformed.
        if input.objects.isEmpty { return DeleteObjectsOutput(deleted: [], errors: []) }
        guard input.objects.count <= Self.mostDeletions else { throw .invalid(.tooManyKeys(input.objects.count)) }
        if let index = input.objects.firstIndex(where: { !$0.key.isListable }) {
            throw .invalid(.keyNotInXML(index: index))
        }
        var request = S3Request("POST", input.bucket)
        request.query = [("delete", nil)]
        request.say("Content-Type", "application/xml")
        request.content = .bytes(document(input))
        // S3 takes no list of deletions that is not guarded by a sum.
        request.guardContent(by: .reckoned(.crc32), use: settings.requestChecksums)
        let answer = try await read(request, deadline: deadline)
        return DeleteObjectsOutput(
            deleted: answer.all("Deleted").map(DeleteObjectsOutput.Deleted.init),
            errors: answer.all("Error").map(DeleteObjectsOutput.Failed.init)
        )
    }

    private func document(_ input: DeleteObjectsInput) -> [UInt8] {
        XMLWriter.document("Delete") { root in
            for object in input.objects {
                root.element("Object") { element in
                    element.element("Key", object.key.text)
                    element.element("VersionId", object.versionID)
                }
            }
            if input.isQuiet { root.element("Quiet", "true") }
        }
    }
}

extension DeleteObjectsOutput.Deleted {
    fileprivate init(_ element: XMLElement) {
        key = element.text(at: "Key") ?? ""
        versionID = element.text(at: "VersionId")
        deleteMarkerVersionID = element.text(at: "DeleteMarkerVersionId")
    }
}

extension DeleteObjectsOutput.Failed {
    fileprivate init(_ element: XMLElement) {
        key = element.text(at: "Key") ?? ""
        versionID = element.text(at: "VersionId")
        code = element.text(at: "Code") ?? ""
        message = element.text(at: "Message") ?? ""
    }
}
