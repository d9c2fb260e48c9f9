import Hosting
import Sockets

/// As many loops as the service may have events for this process at a time.
struct Lanes<D: Dialer>: Sendable {
    let process: LambdaProcess<D>
    let api: RuntimeAddress
    let surroundings: Surroundings
    let interruption: Interruption?

    /// Serves until the interruption, or until the API fails.
    func serve(_ handler: some Handler, concurrency: Int?) async throws {
        guard let concurrency, concurrency > 1 else {
            // The one lane stays on the caller's thread: no hop for any event.
            let trace = concurrency == nil ? TraceVariable() : nil
            try await Hosting.serve(handler, from: source(trace: trace))
            return
        }
        var threads: [LaneThread] = []
        defer { for thread in threads { thread.stop() } }
        for _ in 0..<concurrency { threads.append(try LaneThread()) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in threads {
                group.addTask(executorPreference: thread) {
                    try await Hosting.serve(handler, from: source(trace: nil))
                }
            }
            try await group.waitForAll()
        }
    }

    private func source(trace: TraceVariable?) -> RuntimeAPI<D> {
        RuntimeAPI(
            connection: process.connection(to: api),
            requests: api.requests,
            surroundings: surroundings,
            interruption: interruption,
            trace: trace
        )
    }
}
