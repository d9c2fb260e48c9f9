import Ports

/// Answers events one after the other until the source has no more.
package func serve(
    _ handler: some Handler,
    from source: some InvocationSource
) async throws(SourceFailure) {
    while let invocation = try await source.next() {
        // What the handler asks of a port is given up when nobody waits for its answer any more.
        let outcome = await Patience.$deadline.withValue(invocation.context.deadline) {
            await result(of: invocation, handler)
        }
        try await source.answer(outcome, to: invocation)
    }
}

private func result(of invocation: Invocation, _ handler: some Handler) async -> Outcome {
    do {
        return .success(try await handler.handle(invocation.event, context: invocation.context))
    } catch {
        return .failure(error)
    }
}
