package import Domain
import Ports

extension StepFailure {
    /// What a step does about whatever a layer below it throws.
    package init(_ error: any Error) {
        switch error {
        case let failure as StepFailure: self = failure
        case let failure as PortError: self.init(failure)
        case let refusal as Refusal: self.init(refusal)
        default: self = .reject(Fault(.broken, "broken", "\(error)"))
        }
    }

    /// What a caller is told whom a document refuses.
    package init(_ refusal: Refusal) {
        switch refusal {
        case .nothingUploaded:
            self = .reject(Fault(.conflict, "upload-missing", "There is no upload yet: PUT the file first."))
        case .saidOtherwise(let field):
            self = .reject(
                Fault(.conflict, "said-otherwise", "\(field) is not what was said before, or what was uploaded.")
            )
        case .expired:
            self = .reject(Fault(.gone, "expired", "The upload has expired: ask for a new one."))
        case .failed(let failure):
            self = .reject(Fault(.conflict, failure.rawValue, failure.sentence))
        case .unconfirmed:
            self = .reject(Fault(.conflict, "unconfirmed", "The upload is not confirmed yet: confirm it first."))
        case .underWay:
            self = .reject(Fault(.conflict, "under-way", "The document is being worked on: wait until it is done."))
        case .sealed:
            self = .reject(Fault(.conflict, "sealed", "A sealed document is scanned once: upload it again."))
        }
    }
}

extension Document.Failure {
    /// For whoever uploaded the file.
    package var sentence: String {
        switch self {
        case .tooLarge: "The file is larger than \(ByteCount.largestFile) and was removed."
        case .sizeMismatch: "The file has another size than was announced and was removed."
        case .checksumMismatch: "The file has another SHA-256 than was announced and was removed."
        case .stuck: "The file could not be prepared for the engines."
        }
    }
}
