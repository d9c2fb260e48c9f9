import CLinux
import Glibc
import Synchronization

/// A thread that runs the jobs of one lane of events, and no others.
///
/// A lane blocks its thread while it waits for an event, which on a shared pool would stop everybody's work.
final class LaneThread: TaskExecutor {
    private let jobs = Mutex<Work>(Work())
    /// Counts what is new in `jobs`; the thread sleeps in a read of it.
    private let bell: Int32

    private struct Work {
        var waiting: [UnownedJob] = []
        var isStopped = false
    }

    /// A handler's frames are small, its JSON is depth-limited; a thousand lanes must fit.
    private static let stackSize = 1024 * 1024

    init() throws(LaneFailure) {
        bell = eventfd(0, Int32(O_CLOEXEC))
        guard bell >= 0 else { throw LaneFailure(number: errno) }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, Self.stackSize)
        var thread = pthread_t()
        let lane = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread,
            &attributes,
            { lane in
                if let lane { Unmanaged<LaneThread>.fromOpaque(lane).takeRetainedValue().run() }
                return nil
            },
            lane.toOpaque()
        )
        guard result == 0 else {
            lane.release()
            throw LaneFailure(number: result)
        }
    }

    deinit { _ = close(bell) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.waiting.append(job) }
        ring()
    }

    /// Ends the thread once it has nothing left to run.
    func stop() {
        jobs.withLock { $0.isStopped = true }
        ring()
    }

    private func ring() {
        // The counter would have to overflow for this to fail.
        _ = eventfd_write(bell, 1)
    }

    private func run() {
        var rung = eventfd_t()
        while true {
            let (ready, isStopped) = jobs.withLock { work in
                let ready = work.waiting
                work.waiting.removeAll(keepingCapacity: true)
                return (ready, work.isStopped)
            }
            for job in ready { job.runSynchronously(on: asUnownedTaskExecutor()) }
            if ready.isEmpty {
                if isStopped { return }
                _ = eventfd_read(bell, &rung)
            }
        }
    }
}

/// The system had no thread, or no descriptors, for a lane.
struct LaneFailure: Error, Equatable, CustomStringConvertible {
    let number: Int32

    var description: String {
        number == EMFILE
            ? "AWS_LAMBDA_MAX_CONCURRENCY asks for more events at a time than there are descriptors for (ulimit -n)"
            : "no thread could be started (error \(number))"
    }
}
