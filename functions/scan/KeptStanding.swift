import Ports
import Synchronization
import Time

/// What this process knows of its engine; copies of the check share it.
final class KeptStanding: Sendable {
    private let state = Mutex<(last: EngineCheck.Standing?, reported: EngineCheck.Standing?)>((nil, nil))

    var last: EngineCheck.Standing? { state.withLock { $0.last } }
    /// What the engine's record says.
    var reported: EngineCheck.Standing? { state.withLock { $0.reported } }

    func keep(_ standing: EngineCheck.Standing) { state.withLock { $0.last = standing } }

    func noteReport(of standing: EngineCheck.Standing) { state.withLock { $0.reported = standing } }

    /// An engine that answers beside the one that was checked stands as that one does.
    func know(_ identity: EngineIdentity, beside standing: EngineCheck.Standing) -> EngineCheck.Standing {
        state.withLock { state in
            state.last?.others[identity] = standing.checkedAt
            return state.last ?? standing
        }
    }
}
