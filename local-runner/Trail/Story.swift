import Hosting
import LocalCloud

/// A trail told: each invocation with what it called, what that led to, and how it all ended.
struct Story: Sendable {
    /// One invocation of a function; an event that was tried again has several.
    struct Act: Sendable {
        let id: String
        let function: String
        /// The messages that it was given.
        let messages: [String]
        /// Whether it was handed over from outside: then it is nobody's second attempt.
        let isByHand: Bool
        var outcome: FunctionOutcome?
        var isCold = false
        /// Of the cloud's own clock.
        var duration: Duration = .zero
        /// Of the machine's.
        var realDuration: Duration = .zero
        var steps: [Step] = []
    }

    /// Something that an invocation did, and the invocations that came of it.
    struct Step: Sendable {
        let call: SeenCall
        /// The queues that got a message by it.
        var queues: [String] = []
        var acts: [Int] = []
    }

    struct DeadLetter: Sendable, Equatable {
        let message: String
        let queue: String
        /// Why, where a host of ours says it.
        var note: DeadLetterNote?

        init(message: String, queue: String) {
            (self.message, self.queue) = (message, queue)
        }
    }

    private(set) var acts: [Act] = []
    /// Those that nothing in the trail led to: what was handed over from outside.
    private(set) var roots: [Int] = []
    private(set) var deadLetters: [DeadLetter] = []

    /// `graves` are the queues that others give up to: whatever gets there is a dead letter.
    ///
    /// `names` are what functions are called in the template, by the names that they have in the cloud.
    init(_ entries: [Trail.Entry], graves: Set<String>, names: [String: String] = [:]) {
        var teller = Teller(graves: graves, names: names)
        for entry in entries { teller.take(entry) }
        teller.finish()
        (acts, roots, deadLetters) = (teller.acts, teller.roots, teller.deadLetters)
    }

    /// Takes up what lies beside dead letters, by their messages' ids.
    mutating func takeNotes(_ notes: [String: DeadLetterNote]) {
        for index in deadLetters.indices {
            if let note = notes[deadLetters[index].message] { deadLetters[index].note = note }
        }
    }

    /// Puts the trail together as it goes.
    private struct Teller {
        let graves: Set<String>
        let names: [String: String]
        var acts: [Act] = []
        var roots: [Int] = []
        var deadLetters: [DeadLetter] = []
        /// The latest act of an invocation, and when it began.
        private var running: [String: (act: Int, since: ContinuousClock.Instant)] = [:]
        /// What a message or an event came from: a step of an act.
        private var sources: [String: (act: Int, step: Int)] = [:]
        /// Messages and events of an act whose call has not been answered yet.
        private var open: [Int: [(id: String, queue: String?)]] = [:]
        /// Acts of messages and events in `open`: they began before the call was answered that led to them.
        private var early: [String: [Int]] = [:]

        init(graves: Set<String>, names: [String: String]) {
            (self.graves, self.names) = (graves, names)
        }

        mutating func take(_ entry: Trail.Entry) {
            switch entry.sight {
            case .call(let call): takeCall(call)
            case .message(let id, let queue, let cause):
                if graves.contains(queue.description) {
                    deadLetters.append(DeadLetter(message: id, queue: queue.resource))
                }
                note(id, queue.resource, cause)
            case .event(let id, _, let cause): note(id, nil, cause)
            case .polled: break
            case .deadLetter(let id, _, let queue):
                deadLetters.append(DeadLetter(message: id, queue: queue.resource))
            case .began(let begin): takeBegin(begin, entry.at)
            case .ended(let end): takeEnd(end, entry.at)
            }
        }

        private mutating func note(_ id: String, _ queue: String?, _ cause: String?) {
            guard let cause, let act = running[cause]?.act else { return }
            open[act, default: []].append((id, queue))
            early[id] = []
        }

        private mutating func takeCall(_ call: SeenCall) {
            guard let cause = call.cause, let act = running[cause]?.act else { return }
            var step = Step(call: call)
            let place = acts[act].steps.count
            for item in open.removeValue(forKey: act) ?? [] {
                sources[item.id] = (act, place)
                step.acts += early.removeValue(forKey: item.id) ?? []
                if let queue = item.queue, !step.queues.contains(queue) { step.queues.append(queue) }
            }
            acts[act].steps.append(step)
        }

        private mutating func takeBegin(_ begin: SeenInvocation, _ at: ContinuousClock.Instant) {
            let act = acts.count
            acts.append(
                Act(
                    id: begin.id,
                    function: names[begin.function] ?? begin.function,
                    messages: begin.messages,
                    isByHand: begin.isByHand
                )
            )
            running[begin.id] = (act, at)
            let ids = begin.messages + [begin.id]
            if let source = ids.compactMap({ sources[$0] }).first {
                acts[source.act].steps[source.step].acts.append(act)
            } else if let id = ids.first(where: { early[$0] != nil }) {
                early[id]?.append(act)
            } else {
                roots.append(act)
            }
        }

        /// What came of calls that were never answered stands by itself.
        mutating func finish() {
            roots += early.values.joined().sorted()
            early = [:]
        }

        private mutating func takeEnd(_ end: SeenEnd, _ at: ContinuousClock.Instant) {
            guard let (act, since) = running[end.id] else { return }
            acts[act].outcome = end.outcome
            acts[act].isCold = end.initDuration != nil
            acts[act].duration = end.duration + (end.initDuration ?? .zero)
            acts[act].realDuration = at - since
        }
    }
}

extension Story {
    /// What was left behind: each call that changed something and was answered well, in order.
    var changes: [SeenCall] {
        acts.flatMap { $0.steps.map(\.call) }.filter { $0.operation.isChange && $0.status < 400 }
    }

    /// Invocations that failed and that no later one made good: of the same event, or of the same messages.
    var failures: [Act] {
        acts.indices.filter { index in
            let act = acts[index]
            guard act.hasFailed else { return false }
            return !acts[(index + 1)...].contains { later in
                !later.hasFailed && !later.isByHand && (later.id == act.id || act.isMadeGood(by: later))
            }
        }.map { acts[$0] }
    }
}

extension Story.Act {
    var hasFailed: Bool {
        switch outcome {
        case .answered(let answer)?: !FailedParts(of: answer).isEmpty
        case .failed?, .timedOut?, .crashed?, .outOfMemory?, .initFailed?, .responseTooLarge?, .noProgram?, nil: true
        }
    }

    /// Those that are to come again.
    private var failedMessages: [String] {
        guard case .answered(let answer)? = outcome else { return messages }
        return FailedParts(of: answer).messages
    }

    fileprivate func isMadeGood(by later: Story.Act) -> Bool {
        !failedMessages.isEmpty && Set(failedMessages).isSubset(of: later.messages)
    }

    var hasTimedOut: Bool {
        if case .timedOut? = outcome { return true }
        return false
    }
}
