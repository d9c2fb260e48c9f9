import Domain
import Hosting
import JSON

extension StepFailure {
    static let unknownEvent = rejected("unknown-event", "Only events of objects that were created belong here.")

    static func unknownBucket(_ name: String) -> StepFailure {
        rejected("unknown-bucket", "The bucket \(quoted(name)) is not the one that documents are uploaded to.")
    }

    static func unknownKey(_ blob: Blob) -> StepFailure {
        let sentence = "has the key of no document and of no drop: it stays where it is, and nobody reads it."
        return rejected("unknown-key", "The object \(quoted("\(blob)")) \(sentence)")
    }

    static func unknownDocument(_ id: DocumentID) -> StepFailure {
        rejected("unknown-document", "There is no document \(id) whose bytes these could be: it may have been deleted.")
    }

    private static func rejected(_ code: String, _ message: String) -> StepFailure {
        .reject(Fault(.unknown, code, message))
    }

    /// As ASCII, since an outsider may have chosen it, and it goes to logs and terminals.
    private static func quoted(_ text: String) -> String {
        let cut = String(text.unicodeScalars.prefix(longestName))
        let quoted = String(decoding: JSONValue.string(cut).bytes(style: .compact.ascii), as: UTF8.self)
        return cut == text ? quoted : quoted + "…"
    }

    /// S3 has no longer keys than 1024 bytes, beside which a bucket and a version stand; an event may say anything.
    private static let longestName = 1_200

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
