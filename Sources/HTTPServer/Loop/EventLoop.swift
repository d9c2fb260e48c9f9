import CLinux
import Glibc
import Synchronization
import SystemCalls

/// One thread that waits for sockets and runs the tasks that use them, so that no request hops between threads.
///
/// It is the preferred executor of every connection's task (docs/decisions/0011). Any number of servers share one.
package final class EventLoop: TaskExecutor {
    private struct Jobs {
        var waiting: [UnownedJob] = []
        /// Nobody who adds a job need ring before the thread sleeps.
        var isAsleep = false
        var isStopped = false
    }

    private let jobs = Mutex(Jobs())
    private let epoll: Int32
    /// Wakes the thread for a job that another thread adds.
    private let bell: Int32
    private let channels = Mutex(Channels())

    private struct Channels {
        var byNumber: [UInt64: Channel] = [:]
        var lastNumber: UInt64 = 0
    }

    /// More than one wake-up usually brings; the rest comes with the next call.
    private static let eventsAtOnce = 256
    /// Jobs make jobs; the sockets are asked again after so many rounds of them.
    private static let roundsBetweenWaits = 16

    init() throws(ServerFailure) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw .system(call: "epoll_create1", .last) }
        bell = eventfd(0, Int32(O_CLOEXEC) | O_NONBLOCK)
        guard bell >= 0 else {
            let error = SystemError.last
            _ = close(epoll)
            throw .system(call: "eventfd", error)
        }
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: 0))
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &event) == 0 else {
            let error = SystemError.last
            _ = close(bell)
            _ = close(epoll)
            throw .system(call: "epoll_ctl", error)
        }
    }

    deinit {
        _ = close(bell)
        _ = close(epoll)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let wakes = jobs.withLock { jobs in
            jobs.waiting.append(job)
            defer { jobs.isAsleep = false }
            return jobs.isAsleep
        }
        if wakes { ring() }
    }

    /// Tells the channel of what happens to its descriptor, each change once.
    ///
    /// A descriptor that is closed leaves by itself.
    func watch(_ channel: Channel, _ descriptor: Int32) -> Result<UInt64, SystemError> {
        let number = channels.withLock { channels in
            channels.lastNumber += 1
            channels.byNumber[channels.lastNumber] = channel
            return channels.lastNumber
        }
        var event = epoll_event(events: Readiness.watched, data: epoll_data_t(u64: number))
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            let error = SystemError.last
            forget(number)
            return .failure(error)
        }
        return .success(number)
    }

    func forget(_ number: UInt64) {
        // The channel may be freed by this, and frees itself from the loop then: not under the lock.
        let channel = channels.withLock { $0.byNumber.removeValue(forKey: number) }
        withExtendedLifetime(channel) {}
    }

    /// Runs jobs and waits for sockets, until it is stopped.
    func run() {
        var events = [epoll_event](repeating: epoll_event(), count: Self.eventsAtOnce)
        var ready: [UnownedJob] = []
        while true {
            var rounds = 0
            while rounds < Self.roundsBetweenWaits {
                jobs.withLock { jobs in
                    swap(&ready, &jobs.waiting)
                    jobs.isAsleep = ready.isEmpty
                }
                if ready.isEmpty { break }
                for job in ready { job.runSynchronously(on: asUnownedTaskExecutor()) }
                ready.removeAll(keepingCapacity: true)
                rounds += 1
            }
            let (sleeps, isStopped) = jobs.withLock { ($0.isAsleep, $0.isStopped) }
            if isStopped { return }
            let count = epoll_wait(epoll, &events, Int32(events.count), sleeps ? -1 : 0)
            jobs.withLock { $0.isAsleep = false }
            // An interrupted wait brings none.
            for event in events.prefix(Int(max(0, count))) { tell(event) }
        }
    }

    func stop() {
        jobs.withLock { $0.isStopped = true }
        ring()
    }

    private func tell(_ event: epoll_event) {
        let number = event.data.u64
        if number == 0 {
            var rung = eventfd_t()
            _ = eventfd_read(bell, &rung)
            return
        }
        channels.withLock { $0.byNumber[number] }?.signal(Readiness(event.events))
    }

    private func ring() {
        // A counter that is full already says what this would.
        _ = eventfd_write(bell, 1)
    }
}
