import Files
import LocalCloud
import Time

/// A function in this process whose first event waits until a debugger has attached itself.
actor WaitingHost: FunctionHost {
    private let host: any FunctionHost
    private let clock: any WallClock
    private let say: @Sendable () -> Void
    private var isReached = false

    private static let look = Duration.milliseconds(200)

    /// `say` tells the person which process it is.
    init(_ host: any FunctionHost, clock: any WallClock, say: @escaping @Sendable () -> Void) {
        self.host = host
        self.clock = clock
        self.say = say
    }

    func run(_ event: FunctionEvent) async -> FunctionRun {
        if !isReached {
            isReached = true
            say()
            await waitForDebugger()
        }
        return await host.run(event)
    }

    func endIdle(_ rest: Duration) async { await host.endIdle(rest) }
    func shutDown() async { await host.shutDown() }

    private func waitForDebugger() async {
        while !isTraced {
            do {
                try await clock.sleep(for: Self.look)
            } catch {
                return
            }
        }
    }

    private var isTraced: Bool {
        do throws(FileFailure) {
            let status = String(decoding: try SystemFiles().read("/proc/self/status") ?? [], as: UTF8.self)
            let line = status.split(separator: "\n").first { $0.hasPrefix("TracerPid:") }
            return line.map { !$0.hasSuffix("\t0") } ?? true
        } catch {
            // Who cannot see does not wait for ever.
            return true
        }
    }
}
