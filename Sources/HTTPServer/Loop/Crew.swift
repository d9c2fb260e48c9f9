/// Takes work to an event loop.
package struct Crew: Sendable {
    struct Order: Sendable {
        let work: @Sendable () async -> Void
        let done: CheckedContinuation<Void, Never>
    }

    package let loop: EventLoop
    private let orders: AsyncStream<Order>.Continuation

    fileprivate init(loop: EventLoop, orders: AsyncStream<Order>.Continuation) {
        self.loop = loop
        self.orders = orders
    }

    /// Runs the work on the loop to its end; cancelling the caller is no concern of it.
    func carryOut(_ work: @escaping @Sendable () async -> Void) async {
        await withCheckedContinuation { done in
            if case .enqueued = orders.yield(Order(work: work, done: done)) { return }
            // The scope of the loop is over, and with it what could be asked of it.
            done.resume()
        }
    }
}

/// Starts an event loop, and ends it when `body` has ended and nothing is at work there any more.
package func withEventLoop<Value>(_ body: (Crew) async throws -> Value) async throws -> Value {
    let loop = try EventLoop()
    let thread = try LoopThread(running: loop)
    let (stream, orders) = AsyncStream.makeStream(of: Crew.Order.self)
    // What is at work ends in its own time when the caller is cancelled; it never outlives this call:
    // docs/decisions/0011.
    let work = Task(executorPreference: loop) {
        await withDiscardingTaskGroup { group in
            for await order in stream {
                group.addTask {
                    await order.work()
                    order.done.resume()
                }
            }
        }
    }
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(Crew(loop: loop, orders: orders)))
    } catch {
        result = .failure(error)
    }
    orders.finish()
    await work.value
    loop.stop()
    thread.join()
    return try result.get()
}
