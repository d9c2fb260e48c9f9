import Synchronization
import Time

/// Runs jobs on the thread that asks it to, the next one drawn from those that are ready.
final class SeededExecutor: TaskExecutor {
    private let ready = Mutex<[UnownedJob]>([])
    private let random: SeededRandom

    init(random: SeededRandom) {
        self.random = random
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        ready.withLock { $0.append(job) }
    }

    /// False where none is ready.
    func runOne() -> Bool {
        guard let job = ready.withLock({ draw(from: &$0) }) else { return false }
        job.runSynchronously(on: asUnownedTaskExecutor())
        return true
    }

    private func draw(from jobs: inout [UnownedJob]) -> UnownedJob? {
        guard !jobs.isEmpty else { return nil }
        let place = jobs.count == 1 ? 0 : Int(random.next() % UInt64(jobs.count))
        jobs.swapAt(place, jobs.count - 1)
        return jobs.removeLast()
    }
}
