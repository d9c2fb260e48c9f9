import AllFunctions
import AWSClient
import HTTP
import Hosting
import LocalCloud
import Synchronization
import Template
import Time

/// What runs the functions of a template: steps in this process, and programs of their own.
struct RunnerHosts: FunctionHosts {
    let table: FunctionTable
    /// Where the template lies, and where zips are unpacked.
    let root: String
    let scratch: String
    let cloud: LateCloud
    /// Where programs find the cloud.
    let endpoint: String
    /// Nil where no programs are run.
    let doors: (any RuntimeDoors)?
    /// Whether linked functions are run as programs all the same.
    let prefersPrograms: Bool
    let freezes: Bool
    let screen: FunctionScreen
    /// Who waits for a debugger, by its logical id.
    let debugged: String?
    let shelf: HostShelf

    func host(
        of function: Template.Function,
        _ configuration: FunctionConfiguration,
        log: FunctionLog,
        on ground: Ground
    ) -> any FunctionHost {
        var configuration = configuration
        if function.id == debugged { configuration.timeout = Self.patience }
        if let make = table[function.id], !prefersPrograms { return linked(make, function, configuration, on: ground) }
        guard let doors else {
            return MissingHost(
                reason: "\(function.id) is not linked into this runner: --processes runs it as a program"
            )
        }
        let host = ReplaceableHost { [configuration, root, scratch, endpoint, freezes, debugged] in
            do throws(NoCode) {
                let code = try await FunctionCode.find(function, below: root, unpackingTo: scratch)
                return ProcessHost(
                    SandboxPlan(
                        configuration,
                        arguments: [code.program],
                        folder: code.folder,
                        environment: ground.environment(of: configuration, endpoint: endpoint, taskRoot: code.folder),
                        keys: ground.keys,
                        doors: doors,
                        clock: ground.clock,
                        log: log,
                        freezes: freezes,
                        waits: function.id == debugged
                    )
                )
            } catch {
                return MissingHost(reason: error.reason)
            }
        }
        shelf.put(host, for: function.id)
        return host
    }

    func reader(of function: Template.Function) -> any LogSink { screen.reader(of: function.id) }

    private func linked(
        _ make: @escaping FunctionTable.Make,
        _ function: Template.Function,
        _ configuration: FunctionConfiguration,
        on ground: Ground
    ) -> any FunctionHost {
        let outside = Outside(
            transport: DirectTransport(to: cloud, clock: ground.clock),
            clock: ground.clock,
            random: ground.random
        )
        let host = HandlerHost(
            configuration,
            environment: ground.environment(of: configuration, endpoint: endpoint),
            clock: ground.clock,
            random: ground.random
        ) { settings in try make(&settings, outside) }
        let watched = WatchedHost(host, name: function.id)
        guard function.id == debugged else { return watched }
        return WaitingHost(watched, clock: ground.clock) { screen.sayWaiting(function.id) }
    }

    /// Who sits before a debugger takes as long as it takes.
    private static let patience = Duration.seconds(7 * 24 * 60 * 60)
}

/// The cloud, for those who are made before it is.
final class LateCloud: Answerer {
    private let cloud = Mutex<(any Answerer)?>(nil)

    func open(_ cloud: any Answerer) { self.cloud.withLock { $0 = cloud } }

    func answer(_ request: WebRequest) async -> WebAnswer {
        guard let cloud = cloud.withLock({ $0 }) else { return WebAnswer(status: 503) }
        return await cloud.answer(request)
    }
}
