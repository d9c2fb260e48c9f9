import Domain

extension PortError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let thing): "there is no \(thing)"
        case .exists(let thing): "\(thing) is there already"
        case .conflict(let thing, let revision): "\(thing) is no longer at revision \(revision)"
        case .leaseLost(let work): "somebody else has the \(Thing.lease(work)) by now"
        case .malformed(let thing, let reason): "\(thing) cannot be read: \(reason)"
        case .tooLarge(let thing, let limit): "\(thing) is larger than \(limit) bytes"
        case .unavailable(let outage): "not now: \(outage)"
        case .refused(let outage): "refused: \(outage)"
        case .deadlinePassed: "the time for it was over"
        case .cancelled: "it was cancelled"
        }
    }
}

extension Thing: CustomStringConvertible {
    package var description: String {
        switch self {
        case .document(let id): "document \(id)"
        case .metadata(let id): "metadata of document \(id)"
        case .chunks(let id): "list of chunks of document \(id)"
        case .round(let id, let round): "round \(round) of document \(id)"
        case .result(let id, let place): "result of \(place.engine) for round \(place.round) of document \(id)"
        case .lease(let work): "lease on \(work.engine) for round \(work.round) of document \(work.document)"
        case .blob(let blob): "object \(blob)"
        case .apiKey(let id): "API key \(id)"
        case .client: "client key"
        case .plan(let organisation): "plan of \(organisation)"
        case .catalogue: "catalogue of engines"
        case .engine(let name): "record of engine \(name)"
        case .message(let destination): "message to \(destination.rawValue)"
        case .position: "place in the list"
        }
    }
}

extension Outage: CustomStringConvertible {
    package var description: String {
        let request = requestID.map { ", request \($0)" } ?? ""
        return "\(service) answered \(code)\(request)\(message.isEmpty ? "" : ": \(message)")"
    }
}
