import HTTPServer
import LocalCloud
import SystemCalls

extension Deployment {
    /// Does something while the cloud is served on sockets, and gives it up where the person ends the program.
    ///
    /// Whatever runs for the functions has ended when this returns.
    func whileServed<Result: Sendable>(
        by server: HTTPServer,
        _ doors: ServerDoors,
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                await server.serve(cloud)
                return nil
            }
            group.addTask {
                await doors.run()
                return nil
            }
            group.addTask {
                await EndSignal.wait()
                try Task.checkCancellation()
                throw Interrupted()
            }
            group.addTask { try await work() }
            do {
                while let outcome = try await group.next() {
                    guard let outcome else { continue }
                    await shutDown()
                    group.cancelAll()
                    return outcome
                }
            } catch {
                await shutDown()
                throw error
            }
            throw Interrupted()
        }
    }
}

/// The person ended it before it was over.
struct Interrupted: Error, CustomStringConvertible {
    let description = "interrupted"
}
