import LambdaHost
import Sockets

@main enum Main {
    static func main() async {
        let function = "runtime-probe"
        // A hook costs a registration at the start, which is timed: the probe has one only where a test asks for it.
        guard Lambda.environment["PROBE_SHUTDOWN_HOOK"] != nil else {
            await Lambda.serve(function) { _ in RuntimeProbe() }
        }
        let hook: @Sendable () async -> Void = { StandardStream.output.write(Array("the hook ran\n".utf8)) }
        await Lambda.serve(function, onShutdown: hook) { _ in RuntimeProbe() }
    }
}
