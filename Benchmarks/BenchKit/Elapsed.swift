/// How many seconds the work takes by the clock.
package func seconds(of work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start) / .seconds(1)
}

/// Does the work so many times, by so many tasks at once.
package func repeated(
    _ count: Int,
    atATime: Int,
    _ work: @escaping @Sendable () async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<atATime {
            let share = count / atATime + (task < count % atATime ? 1 : 0)
            group.addTask { for _ in 0..<share { try await work() } }
        }
        try await group.waitForAll()
    }
}
