package import Domain

/// How what lies behind a port fails, whoever it is.
///
/// Each case is one thing that a step does next: answer, decide again, come back later, or give up.
package enum PortError: Error, Sendable, Equatable {
    /// It is not there, or not for whoever asks.
    case unknown(Thing)
    case exists(Thing)
    /// Somebody else has changed it since it was loaded: load it and decide again.
    case conflict(Thing, expectedRevision: Int)
    /// Somebody else has the work by now: whatever comes of it is theirs.
    case leaseLost(Work)
    /// What is stored, or said, is not what we write: trying again will not help.
    case malformed(Thing, reason: String)
    /// It is larger than the port takes; in bytes.
    case tooLarge(Thing, limit: Int)
    /// It may well work a little later.
    case unavailable(Outage)
    /// It said no and will say no again: a right that is missing, a name that is wrong.
    case refused(Outage)
    case deadlinePassed
    case cancelled
}

/// What a port was asked about.
package enum Thing: Sendable, Hashable {
    case document(DocumentID)
    case metadata(DocumentID)
    case chunks(DocumentID)
    case round(DocumentID, Int)
    case result(DocumentID, EngineResult.Place)
    case lease(Work)
    case blob(Blob)
    case apiKey(APIKeyID)
    case client(ClientKey)
    case plan(OrganisationName)
    case catalogue
    case engine(EngineName)
    case message(Destination)
    case position
}

/// Who failed, and with which words.
package struct Outage: Sendable, Equatable {
    package let service: String
    /// The service's own.
    package let code: String
    /// It holds no secret and no address that is itself a permission: it may be logged.
    package let message: String
    /// What the service's people ask for.
    package let requestID: String?

    package init(service: String, code: String, message: String, requestID: String? = nil) {
        self.service = service
        self.code = code
        self.message = message
        self.requestID = requestID
    }
}
