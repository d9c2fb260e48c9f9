/// How the two APIs spell a document's state, and the first design its ids.
package enum Status {
    /// In the API of documents.
    package static func ofDocument(_ state: Document.State) -> String {
        switch state {
        case .requested: "requested"
        case .uploading: "uploading"
        case .uploaded: "uploaded"
        case .extracting, .scanning: "in progress"
        case .processed: "done"
        case .expired: "expired"
        case .archived: "archived"
        case .failed: "error"
        case .deleted: "deleted"
        }
    }

    /// In the view of jobs.
    package static func ofJob(_ state: Document.State) -> String {
        switch state {
        case .requested, .uploading: "UPLOADING"
        case .uploaded: "UPLOADED"
        case .extracting, .scanning: "PROCESSING"
        case .processed, .archived: "PROCESSED"
        case .expired, .failed, .deleted: "ERROR"
        }
    }
}
