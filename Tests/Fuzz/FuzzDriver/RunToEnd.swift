import Synchronization

/// Runs asynchronous work to its end on the calling thread: libFuzzer calls, and waits for nothing.
package func runToEnd(_ work: @escaping @Sendable () async -> Void) {
    let thread = CallingThread()
    // The one way from a synchronous caller into asynchronous work: docs/decisions/0005.
    _ = Task(executorPreference: thread) { await work() }
    thread.runJobs()
}

/// Runs jobs on the thread that asks it to, until there are none.
private final class CallingThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    func runJobs() {
        while let job = jobs.withLock({ $0.popLast() }) { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
