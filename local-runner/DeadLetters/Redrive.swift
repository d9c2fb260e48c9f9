import AWSClient

/// Puts dead letters back to where they came from: sends, looks at every entry of the answer, and only then deletes.
///
/// Ended at any moment, it loses nothing, and doubles at most the batch that was on its way.
struct Redrive: Sendable {
    let sqs: SQS
    /// The dead-letter queue's URL.
    let queue: String
    /// Where all go, whatever they came from; nil for each to its own source.
    let destination: String?
    /// As many as were there at the start: what fails again while we work would go round for ever.
    let limit: Int
    /// How many seconds what we hold is hidden from others; what a run that was killed held is back after as long.
    let hiding: Int

    private(set) var report = RedriveReport()
    /// How many were shown to us, each counted once.
    private(set) var seen = 0
    private var urls: [String: String] = [:]
    /// Groups of ordered queues one of whose messages stays: those behind it stay too.
    private var blocked: Set<String> = []
    private var kept: [Message] = []
    /// Ids of those that the other queue has: whichever of them is shown once more is not sent once more.
    private var movedIDs: Set<String> = []

    init(sqs: SQS, queue: String, destination: String?, limit: Int, hiding: Int = Self.usualHiding) {
        self.sqs = sqs
        self.queue = queue
        self.destination = destination
        self.limit = limit
        self.hiding = hiding
    }

    /// Moves until the limit is reached or nothing is left; what has to stay is shown again at the end.
    mutating func run(_ progress: (RedriveReport) -> Void) async throws(CallFailure) {
        while seen < limit {
            let receive = ReceiveMessage.letters(of: queue, atMost: limit - seen, hiddenFor: hiding)
            let letters = (try await sqs.receiveMessage(receive).messages ?? []).map { DeadLetter($0) }
            if letters.isEmpty { break }
            // Their deletion failed, or the queue is one that may show a message twice.
            try await delete(letters.filter { movedIDs.contains($0.message.messageId) })
            let others = letters.filter { !movedIDs.contains($0.message.messageId) }
            seen += others.count
            try await move(others)
            progress(report)
        }
        try await release()
    }

    private mutating func move(_ letters: [DeadLetter]) async throws(CallFailure) {
        var batch = Batch()
        for letter in letters {
            guard let url = try await destination(of: letter) else { continue }
            if !batch.takes(letter, to: url) {
                try await send(batch)
                batch = Batch()
            }
            // Of a batch before, one of the same group may just have failed.
            if isBlocked(letter, to: url) {
                stay(letter, "a message of its group before it stayed")
            } else {
                batch.add(letter, to: url)
            }
        }
        try await send(batch)
    }

    private mutating func send(_ batch: Batch) async throws(CallFailure) {
        guard let url = batch.url else { return }
        let isOrdered = url.hasSuffix(".fifo")
        let entries = batch.letters.enumerated().map { index, letter in
            SendMessageBatch.Entry(id: "\(index)", letter.letter(isOrdered: isOrdered))
        }
        let answer = try await sqs.call(SendMessageBatch(queueUrl: url, entries: entries))
        let sent = Set(answer.successful.map(\.id))
        let reasons = Dictionary(answer.failed.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var arrived: [DeadLetter] = []
        for (index, letter) in batch.letters.enumerated() {
            if sent.contains("\(index)") {
                arrived.append(letter)
            } else {
                let reason = reasons["\(index)"].map { "\($0.code) \($0.message ?? "")" }
                stay(letter, reason ?? "the answer does not say what became of it")
                if isOrdered, let group = letter.group { blocked.insert("\(url) \(group)") }
            }
        }
        report.moved[url, default: 0] += arrived.count
        movedIDs.formUnion(arrived.map(\.message.messageId))
        try await delete(arrived)
    }

    /// What cannot be deleted is in both queues now, which is said; a second try is harmless.
    private mutating func delete(_ letters: [DeadLetter]) async throws(CallFailure) {
        let ids = Set(letters.map(\.message.messageId))
        report.doubled.removeAll { ids.contains($0) }
        var rest = letters
        for _ in 0..<Self.deletionTries where !rest.isEmpty {
            let entries = rest.enumerated().map { index, letter in
                DeleteMessageBatch.Entry(id: "\(index)", MessageReceipt(receiptHandle: letter.message.receiptHandle))
            }
            let answer = try await sqs.call(DeleteMessageBatch(queueUrl: queue, entries: entries))
            let gone = Set(answer.successful.map(\.id))
            rest = rest.enumerated().filter { !gone.contains("\($0.offset)") }.map(\.element)
        }
        report.doubled += rest.map(\.message.messageId)
    }

    private mutating func destination(of letter: DeadLetter) async throws(CallFailure) -> String? {
        guard let place = destination ?? letter.source else {
            stay(letter, "nothing says which queue it came from; name one with --to")
            return nil
        }
        guard let reference = QueueReference(place) else {
            stay(letter, "'\(place)' is no queue")
            return nil
        }
        if urls[place] == nil {
            do throws(CallFailure) {
                urls[place] = try await reference.url(by: sqs)
            } catch {
                guard case .service(let failure) = error, !failure.isRetryable else { throw error }
                stay(letter, "its queue \(place): \(failure.code)")
                return nil
            }
        }
        guard let url = urls[place] else { return nil }
        if url.hasSuffix(".fifo"), letter.group == nil {
            stay(letter, "its queue keeps an order, and it has no group")
            return nil
        }
        return url
    }

    private func isBlocked(_ letter: DeadLetter, to url: String) -> Bool {
        letter.group.map { blocked.contains("\(url) \($0)") } ?? false
    }

    private mutating func stay(_ letter: DeadLetter, _ reason: String) {
        report.stayed.append(RedriveReport.Stay(id: letter.message.messageId, reason: reason))
        kept.append(letter.message)
    }

    /// Shows what stays to others again, at once and not when its time is up.
    private func release() async throws(CallFailure) {
        try await sqs.release(kept, of: queue)
    }

    /// Long enough for a batch on a bad day.
    static let usualHiding = 60
    private static let deletionTries = 3
}

/// What goes into one queue by one call.
private struct Batch {
    private(set) var url: String?
    private(set) var letters: [DeadLetter] = []

    /// Ten messages, a mebibyte together, and of each group of an ordered queue one: an entry may fail, and the next
    /// of its group must not go before it.
    func takes(_ letter: DeadLetter, to url: String) -> Bool {
        guard let own = self.url else { return true }
        let isOrdered = url.hasSuffix(".fifo")
        return own == url && letters.count < SQS.longestBatch
            && letters.reduce(letter.size, { $0 + $1.size }) <= SQS.longestMessage
            && !(isOrdered && letters.contains { $0.group == letter.group })
    }

    mutating func add(_ letter: DeadLetter, to url: String) {
        self.url = url
        letters.append(letter)
    }
}

extension SQS {
    /// Gives messages back to the queue that they were received from.
    func release(_ messages: [Message], of url: String) async throws(CallFailure) {
        for start in stride(from: 0, to: messages.count, by: Self.longestBatch) {
            let entries = messages[start...].prefix(Self.longestBatch).enumerated().map { index, message in
                ChangeMessageVisibilityBatch.Entry(
                    id: "\(index)",
                    MessageVisibility(receiptHandle: message.receiptHandle, visibilityTimeout: 0)
                )
            }
            // One that fails comes back by itself when its time is up.
            _ = try await call(ChangeMessageVisibilityBatch(queueUrl: url, entries: entries))
        }
    }
}
