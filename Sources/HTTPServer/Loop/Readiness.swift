import CLinux

/// What the system says of a descriptor.
struct Readiness {
    let isReadable: Bool
    let isWritable: Bool
    /// The other side will send no more, or is not there any more.
    let isGone: Bool

    init(isReadable: Bool = false, isWritable: Bool = false, isGone: Bool = false) {
        self.isReadable = isReadable
        self.isWritable = isWritable
        self.isGone = isGone
    }

    init(_ events: UInt32) {
        let end = EPOLLHUP.rawValue | EPOLLERR.rawValue
        isGone = events & (end | EPOLLRDHUP.rawValue) != 0
        isReadable = events & EPOLLIN.rawValue != 0 || isGone
        isWritable = events & (EPOLLOUT.rawValue | end) != 0
    }

    /// All of it, told at each change: no call before a wait, and none after.
    static let watched = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
}
