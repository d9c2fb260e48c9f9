import LocalCloud
import Synchronization

/// A host that is made when the first event comes, and anew when the function's code has changed.
actor ReplaceableHost: FunctionHost {
    private let make: @Sendable () async -> any FunctionHost
    private var host: (any FunctionHost)?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isMaking = false
    private var replacements = 0

    init(_ make: @escaping @Sendable () async -> any FunctionHost) {
        self.make = make
    }

    func run(_ event: FunctionEvent) async -> FunctionRun { await current().run(event) }

    func endIdle(_ rest: Duration) async { await host?.endIdle(rest) }

    func shutDown() async { await host?.shutDown() }

    /// The next event has a new host; events under way end in the old one.
    func replace() async {
        let old = host
        host = nil
        replacements += 1
        await old?.shutDown()
    }

    private func current() async -> any FunctionHost {
        while true {
            if let host { return host }
            if isMaking {
                await withCheckedContinuation { waiting.append($0) }
                continue
            }
            isMaking = true
            let number = replacements
            let made = await make()
            // What was replaced meanwhile, or is not there yet, is looked for again at the next event.
            if number == replacements, !(made is MissingHost) { host = made }
            isMaking = false
            for one in waiting { one.resume() }
            waiting = []
            return made
        }
    }
}
