import LocalCloud
import SystemCalls

/// A function in this process, with its name where a trap's last words find it.
struct WatchedHost: FunctionHost {
    private let host: any FunctionHost
    private let name: String

    init(_ host: any FunctionHost, name: String) {
        self.host = host
        self.name = name
    }

    func run(_ event: FunctionEvent) async -> FunctionRun {
        LastWords.enter(name)
        defer { LastWords.leave(name) }
        return await host.run(event)
    }

    func endIdle(_ rest: Duration) async { await host.endIdle(rest) }
    func shutDown() async { await host.shutDown() }
}
