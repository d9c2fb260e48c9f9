/// Where a runtime stands in its conversation with the Runtime API.
///
/// Time and connections are not its concern: a call of the runtime's is a method, and what follows is its result.
struct RuntimeStage {
    private enum Stage {
        /// Started, and has not asked for an event yet.
        case starting
        /// Said that it cannot start.
        case failed
        /// Asks for an event, on as many connections as have not been given up.
        case waiting([Promise<RuntimeEvent?>])
        case running(RuntimeEvent)
        /// Has answered, and not asked again.
        case answered(RuntimeEvent)
        case ended
    }

    private var stage = Stage.starting
    /// An event that came while nobody asked: a connection was dropped between two questions.
    private var waitingEvent: RuntimeEvent?

    enum Next {
        case event(RuntimeEvent)
        case wait(Promise<RuntimeEvent?>, isFirst: Bool, settled: RuntimeEvent?)
        case refused
    }

    /// The runtime asks for an event.
    mutating func next() -> Next {
        switch stage {
        case .failed, .ended: return .refused
        case .running: return .refused
        case .starting: return wait(isFirst: true, settled: nil, [])
        case .answered(let event): return wait(isFirst: false, settled: event, [])
        case .waiting(let others):
            if let event = waitingEvent {
                waitingEvent = nil
                stage = .running(event)
                return .event(event)
            }
            return wait(isFirst: false, settled: nil, others)
        }
    }

    private mutating func wait(isFirst: Bool, settled: RuntimeEvent?, _ others: [Promise<RuntimeEvent?>]) -> Next {
        let promise = Promise<RuntimeEvent?>()
        stage = .waiting(others + [promise])
        return .wait(promise, isFirst: isFirst, settled: settled)
    }

    /// A connection that asked was given up.
    mutating func forget(_ promise: Promise<RuntimeEvent?>) {
        guard case .waiting(let promises) = stage else { return }
        stage = .waiting(promises.filter { $0 !== promise })
    }

    /// Whom to hand an event to; nil where nobody asks just now.
    ///
    /// Not taken where the runtime takes no event at all.
    mutating func give(_ event: RuntimeEvent) -> (isTaken: Bool, promise: Promise<RuntimeEvent?>?) {
        guard case .waiting(let promises) = stage else { return (false, nil) }
        guard let promise = promises.last else {
            waitingEvent = event
            return (true, nil)
        }
        stage = .running(event)
        return (true, promise)
    }

    enum Answer {
        case taken(RuntimeEvent)
        case wrongID, refused
    }

    /// The runtime answers an event, well or not.
    mutating func answer(_ id: String) -> Answer {
        guard case .running(let event) = stage else { return .refused }
        guard event.id == id else { return .wrongID }
        stage = .answered(event)
        return .taken(event)
    }

    /// The runtime says that it cannot start; false where it has started.
    mutating func failStart() -> Bool {
        guard case .starting = stage else { return false }
        stage = .failed
        return true
    }

    /// The process is over: whoever waits, waits for nothing.
    mutating func end() -> (event: RuntimeEvent?, promises: [Promise<RuntimeEvent?>]) {
        defer {
            stage = .ended
            waitingEvent = nil
        }
        return switch stage {
        case .running(let event), .answered(let event): (event, [])
        case .waiting(let promises): (waitingEvent, promises)
        case .starting, .failed, .ended: (nil, [])
        }
    }
}

/// An event as a runtime gets it, and what becomes of it.
final class RuntimeEvent: Sendable {
    let id: String
    let payload: [UInt8]
    let head: [(name: String, value: String)]
    let reply = Promise<RuntimeReply>()
    /// Kept when the runtime asks for the next event, or ends.
    let settled = Promise<Bool>()

    init(id: String, payload: [UInt8], head: [(name: String, value: String)]) {
        self.id = id
        self.payload = payload
        self.head = head
    }
}

/// What came of an event, by the runtime's own word or by its end.
enum RuntimeReply: Sendable, Equatable {
    case answered(FunctionAnswer)
    case failed(FunctionFault)
    case tooLarge
    case ended
}
