import AWSClient
import AllFunctions
import Hosting
import LocalCloud
import Processes
import Template

/// Runs all functions in this process, each with what befalls it.
struct LinkedHosts: FunctionHosts {
    let table: FunctionTable
    let late: LateTransport
    let shaker: Shaker?
    let reader: any LogSink

    func host(
        of function: Template.Function,
        _ configuration: FunctionConfiguration,
        log: FunctionLog,
        on ground: Ground
    ) -> any FunctionHost {
        guard let make = table[function.id] else {
            return MissingHost(reason: "\(function.id) is no function of this repository")
        }
        let outside = Outside(
            transport: shaker.map { ShakenTransport(late, $0) } ?? late,
            clock: ground.clock,
            random: ground.random
        )
        let host = HandlerHost(
            configuration,
            environment: ground.environment(of: configuration, endpoint: World.endpoint),
            clock: ground.clock,
            random: ground.random
        ) { settings in try make(&settings, outside) }
        return shaker.map { ShakenHost(host, function.id, $0, clock: ground.clock) } ?? host
    }

    func reader(of function: Template.Function) -> any LogSink { reader }
}
