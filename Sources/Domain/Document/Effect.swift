/// What must follow a change of a document, once the change is saved.
///
/// A step that runs twice carries it out twice: whoever takes it knows what was done before.
package enum Effect: Sendable, Equatable {
    case announce(Message)
    /// Bytes that nobody will read.
    ///
    /// Without a version all that lies under the key goes.
    case discard(Blob)
    /// All that was kept of a document, its record too.
    case erase(Document)
    /// What a plan was charged for the upload comes to an end.
    case settle(Reservation, ReservationEnding)
}

/// Why a document cannot do what it is asked: the document is as it was.
package enum Refusal: Error, Sendable, Equatable {
    /// Nothing has been uploaded that could be confirmed.
    case nothingUploaded
    /// It was said before, or is known to be, otherwise: which field.
    case saidOtherwise(String)
    case expired
    case failed(Document.Failure)
    /// All the bytes are there, and nobody has confirmed them.
    case unconfirmed
    /// Not before the scan that is under way has ended.
    case underWay
    /// The bytes of a sealed document are gone once they were read.
    case sealed
}
