import Time

/// One queue: its messages, and everything by which they are found without looking at all of them.
///
/// A class, so that no change of one message can copy the others; the actor that has it lets nobody else at it.
final class Queue {
    let name: String
    let arn: ARN
    let createdAt: Instant
    var modifiedAt: Instant
    var attributes: QueueAttributes
    var tags: [String: String]
    var purgedAt: Instant?

    /// Rung where a message may have become visible.
    let bell = Doorbell()
    let ledger: Ledger

    var messages: [Int64: StoredMessage] = [:]
    var line: Line
    /// When what is delayed or in flight becomes visible.
    var timers = Schedule<Int64, Due>()
    /// When each message was sent, for what stays too long.
    var ages = Schedule<Int64, Due>()
    var deduplications = Deduplications()
    var attempts = ReceiveAttempts()
    var delayedCount = 0
    var inFlightCount = 0
    var numbers = RisingNumbers()

    init(name: String, arn: ARN, row: QueueRow, ledger: Ledger) throws(ServiceFault) {
        self.name = name
        self.arn = arn
        self.ledger = ledger
        createdAt = row.createdAt
        modifiedAt = row.modifiedAt
        tags = row.tags
        attributes = try QueueAttributes(row.attributes, isFIFO: name.hasSuffix(Self.suffixOfFIFO))
        line = Line(isOrdered: attributes.isFIFO)
    }

    static let suffixOfFIFO = ".fifo"

    var isFIFO: Bool { attributes.isFIFO }
    var visibleCount: Int { messages.count - delayedCount - inFlightCount }

    /// How much has been moved about so far, by which a test tells a look-up from a scan.
    var steps: Int { line.steps + timers.steps + ages.steps + deduplications.steps }

    /// When something will be visible that is not now.
    ///
    /// A message of a group that grows too old in flight lets the rest of its group go.
    var nextDue: Instant? {
        let end = isFIFO ? ages.firstKey.map { $0.at + attributes.retention } : nil
        return [timers.firstKey?.at, end].compactMap { $0 }.min()
    }

    /// Lets time do its part: what is due becomes visible, what is too old goes.
    func settle(at now: Instant) {
        while let number = timers.popFirst(through: Due(at: now, number: .max)) { makeVisible(number) }
        let oldest = now - attributes.retention
        while let number = ages.popFirst(through: Due(at: oldest, number: .max)) { remove(number) }
        while let key = deduplications.popExpired(at: now) {
            ledger.remove("\(name)/\(key)", from: QueueShelf.deduplications)
        }
    }

    /// Takes a message out of whatever state it is in.
    @discardableResult
    func remove(_ number: Int64) -> StoredMessage? {
        guard let message = messages.removeValue(forKey: number) else { return nil }
        timers.remove(number)
        ages.remove(number)
        switch message.state.phase {
        case .ready: line.leave(number, of: message.group)
        case .delayed:
            delayedCount -= 1
            line.leave(number, of: message.group)
        case .inFlight:
            inFlightCount -= 1
            line.land(of: message.group)
        }
        ledger.remove(key(number), from: QueueShelf.messages)
        ledger.remove(key(number), from: QueueShelf.states)
        return message
    }

    /// Puts in a message that has its number.
    func insert(_ message: StoredMessage) {
        messages[message.number] = message
        numbers.know(message.number)
        ages.set(message.number, to: Due(at: message.content.sentAt, number: message.number))
        switch message.state.phase {
        case .ready: line.join(message.number, of: message.group)
        case .delayed(let until):
            delayedCount += 1
            line.join(message.number, of: message.group, isHeldBack: true)
            timers.set(message.number, to: Due(at: until, number: message.number))
        case .inFlight(let until, _):
            inFlightCount += 1
            line.resumeFlight(of: message.group)
            timers.set(message.number, to: Due(at: until, number: message.number))
        }
    }

    /// What `insert` does, and the journal is told.
    func add(_ message: StoredMessage) {
        insert(message)
        ledger.put(message.content, at: key(message.number), on: QueueShelf.messages)
        if !message.state.isNew { ledger.put(message.state, at: key(message.number), on: QueueShelf.states) }
        bell.ring()
    }

    func removeAll() {
        for number in messages.keys.sorted() { remove(number) }
    }

    /// With the queue goes what it knew of repeats.
    func forgetDeduplications() {
        while let key = deduplications.popExpired(at: .distantFuture) {
            ledger.remove("\(name)/\(key)", from: QueueShelf.deduplications)
        }
    }

    /// The time of what is delayed or in flight is over; nobody is told, for whoever waits knows the time too.
    func makeVisible(_ number: Int64) {
        guard var message = messages[number] else { return }
        timers.remove(number)
        switch message.state.phase {
        case .ready: return
        case .delayed:
            delayedCount -= 1
            line.release(number, of: message.group)
        case .inFlight:
            inFlightCount -= 1
            line.land(of: message.group)
            line.join(number, of: message.group)
        }
        message.state.phase = .ready
        messages[number] = message
    }

    func key(_ number: Int64) -> String { "\(name)/\(number)" }
}

/// What is kept of a queue itself.
struct QueueRow: Codable {
    var attributes: [String: String]
    var tags: [String: String]
    var createdAt: Instant
    var modifiedAt: Instant
}

/// Where the journal keeps what.
enum QueueShelf {
    static let queues = "sqs.queues"
    static let messages = "sqs.messages"
    static let states = "sqs.states"
    static let deduplications = "sqs.deduplications"
    static let moves = "sqs.moves"
}
