import Time

/// What a receiver asks for.
struct ReceiveOrder: Sendable {
    var limit = 1
    var visibility: Duration?
    var wait: Duration?
    var attemptID: String?
}

extension Queue {
    /// AWS lets no more be in flight, of either kind of queue.
    static let mostInFlight = 120_000

    /// Takes what is visible; what has been received too often goes to `giveUp`, which says whether it could be taken.
    func take(_ order: ReceiveOrder, at now: Instant, giveUp: (StoredMessage) -> Bool) -> [StoredMessage] {
        attempts.settle(at: now)
        let until = now + (order.visibility ?? attributes.visibilityTimeout)
        if let again = repeated(order, until: until) { return again }
        var taken: [StoredMessage] = []
        while taken.count < order.limit, inFlightCount < Self.mostInFlight {
            guard let number = line.take(after: taken.last?.group), var message = messages[number] else { break }
            message.state.phase = .inFlight(until: until, since: now)
            inFlightCount += 1
            messages[number] = message
            if let limit = attributes.redrive?.maxReceiveCount, message.state.receivesHere >= limit, giveUp(message) {
                remove(number)
                continue
            }
            message.state.receiveCount += 1
            message.state.receivesHere += 1
            message.state.firstReceivedAt = message.state.firstReceivedAt ?? now
            keep(message, until: until)
            taken.append(message)
        }
        if isFIFO, let id = order.attemptID, !taken.isEmpty { attempts.add(id, taken, at: now) }
        return taken
    }

    /// The same again, where nothing has been done to any of it since; else the id means nothing any more.
    private func repeated(_ order: ReceiveOrder, until: Instant) -> [StoredMessage]? {
        guard isFIFO, let id = order.attemptID, let before = attempts[id] else { return nil }
        var again: [StoredMessage] = []
        for (number, receipt) in before.sorted(by: { $0.key < $1.key }) {
            guard let message = messages[number], message.state.receivesHere == receipt,
                case .inFlight(_, let since) = message.state.phase
            else {
                attempts.forget(id)
                return nil
            }
            var new = message
            new.state.phase = .inFlight(until: until, since: since)
            again.append(new)
        }
        for message in again { keep(message, until: until) }
        return again
    }

    /// Deletes by a handle; one that is out of date deletes nothing, and in a standard queue it is no error.
    func delete(_ handle: String, at now: Instant) throws(ServiceFault) {
        let receipt = try self.receipt(handle)
        guard let message = messages[receipt.number] else { return }
        guard receipt.isLatest(of: message) else {
            if isFIFO { throw Self.expired(handle) }
            return
        }
        if isFIFO {
            guard case .inFlight = message.state.phase else { throw Self.expired(handle) }
        }
        remove(message.number)
        if isFIFO { bell.ring() }
    }

    /// Hides a message in flight for so long from now on; nought gives it back at once.
    func changeVisibility(_ handle: String, to timeout: Duration, at now: Instant) throws(ServiceFault) {
        let seconds = timeout.components.seconds
        guard (Duration.zero...Self.longestFlight).contains(timeout) else {
            throw .invalid(seconds, for: "VisibilityTimeout", "Must be between 0 and 43200.")
        }
        let receipt = try self.receipt(handle)
        guard let message = messages[receipt.number], receipt.isLatest(of: message) else {
            throw .invalid(
                handle,
                for: "ReceiptHandle",
                "Message does not exist or is not available for visibility timeout change."
            )
        }
        guard case .inFlight(_, let since) = message.state.phase else {
            throw .ofQueues("MessageNotInflight", "The message referred to isn't in flight.")
        }
        guard now + timeout - since <= Self.longestFlight else {
            throw .invalid(
                seconds,
                for: "VisibilityTimeout",
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"
            )
        }
        var changed = message
        changed.state.phase = .inFlight(until: now + timeout, since: since)
        keep(changed, until: now + timeout)
        if timeout == .zero { settle(at: now) }
        bell.ring()
    }

    private func keep(_ message: StoredMessage, until: Instant) {
        messages[message.number] = message
        timers.set(message.number, to: Due(at: until, number: message.number))
        ledger.put(message.state, at: key(message.number), on: QueueShelf.states)
    }

    private func receipt(_ handle: String) throws(ServiceFault) -> ReceiptHandle {
        guard let receipt = ReceiptHandle(handle), receipt.queue == name else { throw .invalidHandle(handle) }
        return receipt
    }

    private static func expired(_ handle: String) -> ServiceFault {
        .invalid(handle, for: "ReceiptHandle", "The receipt handle has expired.")
    }

    /// Twelve hours, counted from when the message was received.
    static let longestFlight: Duration = .seconds(43_200)
}
