import Glibc

/// How many descriptors this process may have open.
enum Descriptors {
    /// A bell and a socket.
    private static let ofLane = 2
    /// What handlers open, and Swift's own runtime, which traps where it gets none.
    private static let ofOthers = 64

    /// Raises the limit as far as these lanes need it.
    static func reserve(lanes: Int) throws(LaneFailure) {
        let needed = rlim_t(lanes * ofLane + ofOthers)
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw LaneFailure(number: errno)
        }
        if limit.rlim_cur >= needed { return }
        limit.rlim_cur = min(needed, limit.rlim_max)
        guard limit.rlim_cur == needed, setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw LaneFailure(number: EMFILE)
        }
    }
}
