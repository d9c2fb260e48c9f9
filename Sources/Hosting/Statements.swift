package import Domain

// What a client says of its file's bytes: request-upload and confirm-upload take the same.

extension ByteCount {
    /// As `file_size` states it.
    package init(stated bytes: Int64) throws(StepFailure) {
        guard bytes >= 0 else { throw .invalid("file-size", "file_size: a file has 0 bytes or more.") }
        self.init(bytes)
        guard self <= .largestFile else {
            throw .reject(Fault(.tooLarge, "too-large", "file_size: a file has no more than \(ByteCount.largestFile)."))
        }
    }
}

extension FileHash {
    /// As `sha256` states it.
    package init(stated text: String) throws(StepFailure) {
        guard let hash = FileHash(hex: text) else { throw .invalid("sha256", "sha256: a SHA-256 is 64 hex digits.") }
        self = hash
    }
}

extension StepFailure {
    /// What a field of a body says cannot be.
    package static func invalid(_ field: String, _ sentence: String) -> StepFailure {
        .reject(Fault(.invalid, "invalid-\(field)", sentence))
    }
}
