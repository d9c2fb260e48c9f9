/// Reads small files whole.
package protocol FileReader: Sendable {
    /// Nil where there is no such file; it is read anew each time.
    func read(_ path: String) throws(FileFailure) -> [UInt8]?
}

/// Why a file that is there could not be read.
package struct FileFailure: Error, Sendable, Equatable {
    package let path: String
    package let reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
