import SystemCalls
import Time

enum Direction {
    case reading, writing
}

/// How a wait ended.
enum WaitEnd {
    case ready
    case tooLong
    /// The connection is over.
    case cut
}

/// How long a task waits, and for what.
struct Patience {
    let deadline: Instant
    /// Nothing has come of the next request yet: the wait may be ended with nobody's loss.
    var isIdle = false
}

/// How a call on a descriptor ended that was not to block.
enum Attempt {
    case done(Int)
    case notReady
    case failed(SystemError)
}
