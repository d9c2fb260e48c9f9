import Synchronization

/// A mapping at work: whether it is to, and how many of its batches run.
final class MappedQueue: Sendable {
    let mapping: QueueMapping
    let filter: MessageFilter
    private let state: Mutex<State>

    /// Where the journal keeps what was switched on or off by a call.
    static let shelf = "lambda-mappings"

    private struct State {
        var isEnabled: Bool
        /// Kept when it is switched on or off.
        var switched = Promise<Bool>()
        var running = 0
        var slotFreed = Promise<Bool>()
    }

    init(_ mapping: QueueMapping, _ functions: [String: Function], _ ground: Ground) throws(ServiceFault) {
        try mapping.check()
        guard let function = functions[mapping.function] else {
            throw ServiceFault("ResourceNotFoundException", "Function not found: \(mapping.function)", status: 404)
        }
        let role = function.configuration.role
        let caller = Caller(arn: "arn:aws:iam::\(ground.place.account):role/\(role)", userID: role, role: role)
        for action in ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"]
        where !ground.permissions.allows("sqs:\(action)", on: mapping.queue, to: caller) {
            throw ServiceFault(
                "InvalidParameterValueException",
                "The provided execution role does not have permissions to call \(action) on SQS"
            )
        }
        self.mapping = mapping
        filter = try MessageFilter(mapping.filters)
        // What was said by a call outlives the process, where anything does.
        let row = ground.journal.rows(of: Self.shelf).first { $0.key == mapping.id }
        state = Mutex(State(isEnabled: row.map { $0.value == Array("true".utf8) } ?? mapping.isEnabled))
    }

    private var limit: Int { mapping.maximumConcurrency ?? QueueMapping.usualConcurrency }

    var isEnabled: Bool { state.withLock { $0.isEnabled } }

    /// Kept at the next change.
    var switched: Promise<Bool> { state.withLock { $0.switched } }

    func turn(on isEnabled: Bool) {
        let switched = state.withLock { state -> Promise<Bool>? in
            guard state.isEnabled != isEnabled else { return nil }
            state.isEnabled = isEnabled
            defer { state.switched = Promise() }
            return state.switched
        }
        switched?.keep(true)
    }

    /// Waits until one more batch may run, and takes its place; false where the task is cancelled.
    func takeSlot() async -> Bool {
        while !Task.isCancelled {
            let freed: Promise<Bool>? = state.withLock { state in
                guard state.running >= limit else {
                    state.running += 1
                    return nil
                }
                return state.slotFreed
            }
            guard let freed else { return true }
            _ = await freed.value()
        }
        return false
    }

    func freeSlot() {
        let freed = state.withLock { state in
            state.running -= 1
            defer { state.slotFreed = Promise() }
            return state.slotFreed
        }
        freed.keep(true)
    }
}
