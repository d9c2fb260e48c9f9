/// Answers events one after the other until the source has no more.
package func serve(
    _ handler: some Handler,
    from source: some InvocationSource
) async throws(SourceFailure) {
    while let invocation = try await source.next() {
        let outcome: Outcome
        do {
            outcome = .success(try await handler.handle(invocation.event, context: invocation.context))
        } catch {
            outcome = .failure(error)
        }
        try await source.answer(outcome, to: invocation)
    }
}
