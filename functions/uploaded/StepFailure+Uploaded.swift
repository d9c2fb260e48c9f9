import Domain
import Hosting

extension StepFailure {
    static let unknownEvent = rejected("unknown-event", "Only events of objects that were created belong here.")
    static let unknownBucket = rejected("unknown-bucket", "The bucket is not the one that documents are uploaded to.")
    static let unknownKey = rejected(
        "unknown-key",
        "The key is that of no document and of no drop: the object stays where it is, and nobody reads it."
    )

    static func unknownDocument(_ id: DocumentID) -> StepFailure {
        rejected("unknown-document", "There is no document \(id) whose bytes these could be: it may have been deleted.")
    }

    private static func rejected(_ code: String, _ message: String) -> StepFailure {
        .reject(Fault(.unknown, code, message))
    }

    /// Which of two failures stands for both.
    ///
    /// What may yet succeed comes again, and with it what will not: that is refused when nothing else is left.
    func outlasting(_ other: StepFailure) -> StepFailure {
        switch (self, other) {
        case (.reject, .retry): other
        case (.retry, _), (.reject, .reject): self
        }
    }
}
