import TestKit
import Time

/// Many calls of a misbehaving server, some at once, each checked against what the server really did.
struct Storm: Sendable {
    let world: FaultyWorld
    let count: Int
    /// How often each call is made until it succeeds; whoever makes one anew takes it on itself that it is done twice.
    var tries = 1
    /// What is to be told of each failure.
    var notice: @Sendable (Int, any Error) -> Void = { _, _ in }

    private static let callers = 16
    /// Long for a loaded machine; whoever never ends is later than that.
    private static let patience: Duration = .seconds(20)

    /// Makes the calls, ends the transport, and looks at what the server did.
    func run() async -> Tally {
        var tally = await withTaskGroup(of: Tally.self) { group in
            for caller in 0..<Self.callers {
                group.addTask {
                    var tally = Tally()
                    for call in stride(from: caller, to: count, by: Self.callers) { await make(call, &tally) }
                    return tally
                }
            }
            return await group.reduce(Tally(), +)
        }
        tally.left = await world.end()
        for call in 0..<count { judge(call, &tally) }
        tally.take(world.ledger)
        return tally
    }

    private func make(_ call: Int, _ tally: inout Tally) async {
        for _ in 0..<tries {
            let limit: Duration = world.script.stalls(call) ? .milliseconds(250) : .seconds(30)
            let begin = ContinuousClock.now
            let failure = await failure(of: Errand(call: call, world: world, deadline: SystemClock().now + limit))
            let took = ContinuousClock.now - begin
            if took > limit + Self.patience { tally.broken.append("\(name(call)) took \(took)") }
            let isDone = world.server.ledger.withLock { $0.effects[call] != nil }
            guard let failure else {
                tally.successes += 1
                if Deed(call).hasEffect, !isDone { tally.broken.append("\(name(call)) was not done") }
                return
            }
            notice(call, failure)
            if Deed(call).isOnce, isDone { tally.doneUnheard += 1 }
            tally.failures[kind(of: failure) ?? "other", default: 0] += 1
            if kind(of: failure) == nil { tally.broken.append("\(name(call)) failed with \(failure)") }
        }
    }

    private func failure(of errand: Errand) async -> (any Error)? {
        do {
            try await errand.perform()
            return nil
        } catch {
            return error
        }
    }

    /// What the server's ledger has against a call.
    private func judge(_ call: Int, _ tally: inout Tally) {
        let ledger = world.ledger
        let effects = ledger.effects[call] ?? 0
        if Deed(call).isOnce, effects > 1 {
            tally.doubleEffects += effects - 1
            tally.broken.append("\(name(call)) was done \(effects) times")
        }
        let attempts = ledger.attempts[call] ?? 0
        if attempts > Deed(call).mostAttempts * tries {
            tally.broken.append("\(name(call)) was tried \(attempts) times")
        }
        if ledger.stored[call] == false { tally.broken.append("\(name(call)) stored other bytes") }
    }

    private func name(_ call: Int) -> String { "seed \(world.script.seed), call \(call), \(Deed(call))," }
}
