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
            try await Hosting.serve(handler, from: source(until: interruption, trace: trace))
            return
        }
        try Descriptors.reserve(lanes: concurrency)
        var threads: [LaneThread] = []
        defer { for thread in threads { thread.stop() } }
        for _ in 0..<concurrency { threads.append(try LaneThread()) }
        let interruption = try interruption ?? Interruption()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in threads {
                group.addTask(executorPreference: thread) {
                    // A lane that has lost the API ends the process: the others answer what they have, and ask no more.
                    defer { interruption.ring() }
                    try await Hosting.serve(handler, from: source(until: interruption, trace: nil))
                }
            }
            try await group.waitForAll()
        }
    }

    private func source(until interruption: Interruption?, trace: TraceVariable?) -> RuntimeAPI<D> {
        RuntimeAPI(
            connection: process.connection(to: api),
            requests: api.requests,
            surroundings: surroundings,
            interruption: interruption,
            trace: trace
        )
    }
}
