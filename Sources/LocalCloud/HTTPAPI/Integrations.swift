import Encoding
import Time

/// Runs functions for an API, which does not wait for ever.
///
/// A function that is late, or whose caller has gone, goes on: what runs, runs inside `run()`.
final class Integrations: Sendable {
    enum End: Sendable {
        case finished(FinishedCall)
        case refused(ServiceFault)
        case late
    }

    private struct Errand: Sendable {
        let call: FunctionCall
        let function: FunctionReference
        let end = Promise<End>()
    }

    private let ground: Ground
    private let functions: Functions
    private let errands: AsyncStream<Errand>
    private let errand: AsyncStream<Errand>.Continuation

    init(_ ground: Ground, _ functions: Functions) {
        self.ground = ground
        self.functions = functions
        (errands, errand) = AsyncStream.makeStream()
    }

    /// Carries out what the API asks for, until it is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await errand in errands { group.addTask { await self.carryOut(errand) } }
        }
    }

    func call(
        _ function: FunctionReference,
        _ event: [UInt8],
        for request: APIRequest,
        until deadline: Instant
    ) async -> End {
        let trace = request.fields["x-amzn-trace-id"] ?? ""
        let call = FunctionCall(requestID: ground.newID(), payload: event, traceHeader: trace)
        let errand = Errand(call: call, function: function)
        // Whoever ends the cloud ends this too: nobody would take it up.
        if case .terminated = self.errand.yield(errand) { return .late }
        return await withTaskGroup(of: End?.self) { group in
            group.addTask { await errand.end.value() }
            group.addTask { await self.isOver(deadline) ? .late : nil }
            defer { group.cancelAll() }
            for await end in group { if let end { return end } }
            return .late
        }
    }

    private func carryOut(_ errand: Errand) async {
        do throws(ServiceFault) {
            errand.end.keep(.finished(try await functions.run(errand.call, of: errand.function)))
        } catch {
            errand.end.keep(.refused(error))
        }
    }

    private func isOver(_ deadline: Instant) async -> Bool {
        do {
            try await ground.clock.sleep(until: deadline)
            return true
        } catch {
            return false
        }
    }
}
