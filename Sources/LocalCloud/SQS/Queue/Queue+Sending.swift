import AWSClient
import Crypto
import Encoding
import Time

extension Queue {
    /// What a sender is told.
    struct Sent {
        let messageID: String
        let sequenceNumber: String?
    }

    /// Takes a message in; one that FIFO knows for a repeat is answered as the first was.
    func send(_ draft: MessageDraft, id: () -> String, at now: Instant) throws(ServiceFault) -> Sent {
        try check(draft)
        let key = try deduplicationKey(of: draft)
        if let key, let taken = deduplications[key] {
            return Sent(messageID: taken.messageID, sequenceNumber: RisingNumbers.sequenceNumber(taken.number))
        }
        let number = numbers.next(at: now)
        let delay = draft.delay ?? attributes.delay
        let message = StoredMessage(
            number: number,
            content: MessageContent(
                id: id(),
                body: draft.body,
                attributes: draft.attributes,
                traceHeader: draft.traceHeader,
                senderID: draft.senderID,
                sentAt: now,
                messageGroupID: draft.messageGroupID,
                messageDeduplicationID: isFIFO ? draft.messageDeduplicationID ?? Self.hash(draft.body) : nil
            ),
            state: MessageState(phase: delay > .zero ? .delayed(until: now + delay) : .ready)
        )
        add(message)
        if let key {
            let taken = Deduplications.Taken(key: key, messageID: message.content.id, number: number, at: now)
            deduplications.add(taken)
            ledger.put(taken, at: "\(name)/\(key)", on: QueueShelf.deduplications)
        }
        return Sent(messageID: message.content.id, sequenceNumber: isFIFO ? RisingNumbers.sequenceNumber(number) : nil)
    }

    /// Takes in what another queue gave up or gives back; it is never taken for a repeat, for it would be lost.
    func adopt(_ content: MessageContent, state: MessageState, at now: Instant) {
        add(StoredMessage(number: numbers.next(at: now), content: content, state: state))
    }

    private func check(_ draft: MessageDraft) throws(ServiceFault) {
        try MessageRules.check(body: draft.body)
        try MessageRules.check(draft.attributes)
        guard draft.size <= attributes.maximumMessageSize else {
            throw .invalidParameter(
                "One or more parameters are invalid. Reason: Message must be shorter than "
                    + "\(attributes.maximumMessageSize) bytes."
            )
        }
        if let delay = draft.delay {
            let seconds = delay.components.seconds
            guard (0...900).contains(seconds) else {
                throw .invalid(seconds, for: "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.")
            }
            if isFIFO, seconds > 0 { throw .invalid(seconds, for: "DelaySeconds", Self.notOfThisType) }
        }
        if let group = draft.messageGroupID { try MessageRules.check(id: group, "MessageGroupId") }
        if isFIFO, draft.messageGroupID == nil { throw .missing("MessageGroupId") }
    }

    private func deduplicationKey(of draft: MessageDraft) throws(ServiceFault) -> String? {
        let group = attributes.deduplicatesWithinGroups ? draft.messageGroupID : nil
        if let id = draft.messageDeduplicationID {
            guard isFIFO else { throw .invalid(id, for: "MessageDeduplicationId", Self.notOfThisType) }
            try MessageRules.check(id: id, "MessageDeduplicationId")
            return Deduplications.key(id, in: group)
        }
        guard isFIFO else { return nil }
        guard attributes.hasContentBasedDeduplication else {
            throw .invalidParameter(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                    + "explicitly"
            )
        }
        return Deduplications.key(Self.hash(draft.body), in: group)
    }

    /// What tells repeats where no id is given: of the body alone, not of the attributes.
    private static func hash(_ body: String) -> String { SHA256.digest(of: Array(body.utf8)).hex }

    private static let notOfThisType = "The request include parameter that is not valid for this queue type"
}
