import Time

/// What is known of a descriptor, and who waits for what.
///
/// A value: its methods say whom to wake and how, and the channel does it once its lock is open.
struct ChannelState {
    /// Whom to wake.
    struct Calls {
        fileprivate(set) var waits: [(waiter: CheckedContinuation<WaitEnd, Never>, end: WaitEnd)] = []
        fileprivate(set) var watcher: CheckedContinuation<Void, Never>?

        func make() {
            for wait in waits { wait.waiter.resume(returning: wait.end) }
            watcher?.resume()
        }
    }

    private struct Wait {
        let waiter: CheckedContinuation<WaitEnd, Never>
        let patience: Patience
    }

    /// Nil once it is closed: its number may be somebody else's by then.
    var descriptor: Int32?
    /// Its name in the loop.
    var number: UInt64?
    /// No further request is wanted.
    var isRetired = false
    var isCut = false
    // What the last event said, less what calls have found since.
    private var isReadable = true
    private var isWritable = true
    private var isGone = false
    private var reader: Wait?
    private var writer: Wait?
    private var watcher: CheckedContinuation<Void, Never>?

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The other side is not there any more, or nobody is to care.
    var isOver: Bool { isGone || isCut }

    /// Until when it waits for its next request; nil while there is one.
    var idleUntil: Instant? {
        reader.flatMap { $0.patience.isIdle ? $0.patience.deadline : nil }
    }

    func isReady(for direction: Direction) -> Bool {
        switch direction {
        case .reading: isReadable
        case .writing: isWritable
        }
    }

    /// A call has found that nothing more can be done before there is news; an end is news for ever.
    mutating func exhaust(_ direction: Direction) {
        switch direction {
        case .reading: isReadable = isGone
        case .writing: isWritable = false
        }
    }

    /// Keeps the waiter for later, or says at once how its wait ends.
    mutating func wait(
        _ waiter: CheckedContinuation<WaitEnd, Never>,
        for direction: Direction,
        _ patience: Patience
    ) -> WaitEnd? {
        if isCut { return .cut }
        if isReady(for: direction) { return .ready }
        if isRetired, patience.isIdle { return .cut }
        let wait = Wait(waiter: waiter, patience: patience)
        switch direction {
        case .reading where reader == nil: reader = wait
        case .writing where writer == nil: writer = wait
        // Of two that read or write at a time neither has its bytes in their order.
        case .reading, .writing: return .cut
        }
        return nil
    }

    /// Keeps who waits for the end of the connection; false where that has come.
    mutating func watch(_ watcher: CheckedContinuation<Void, Never>) -> Bool {
        if isOver { return false }
        self.watcher = watcher
        return true
    }

    mutating func take(_ readiness: Readiness) {
        if readiness.isReadable { isReadable = true }
        if readiness.isWritable { isWritable = true }
        if readiness.isGone { isGone = true }
    }

    /// Whom a change of the state wakes.
    mutating func due() -> Calls {
        var calls = Calls()
        if let reader, isCut || isReadable || (isRetired && reader.patience.isIdle) {
            calls.waits.append((reader.waiter, isCut ? .cut : isReadable ? .ready : .cut))
            self.reader = nil
        }
        if let writer, isCut || isWritable {
            calls.waits.append((writer.waiter, isCut ? .cut : .ready))
            self.writer = nil
        }
        if isOver { swap(&calls.watcher, &watcher) }
        return calls
    }

    /// Whose waits have lasted too long.
    mutating func late(at now: Instant) -> Calls {
        var calls = Calls()
        if let reader, reader.patience.deadline <= now {
            calls.waits.append((reader.waiter, .tooLong))
            self.reader = nil
        }
        if let writer, writer.patience.deadline <= now {
            calls.waits.append((writer.waiter, .tooLong))
            self.writer = nil
        }
        return calls
    }
}
