import AllFunctions
import HTTP
import HTTPServer
import Hosting
import JSON
import LocalCloud
import Simulation
import SystemCalls
import Template
import Time

/// How events are replayed: in which cloud, on which clock, and for how long.
struct ReplayCourse: Sendable {
    let cloud: CloudOptions
    /// Nil where each event's own source says it.
    let function: String?
    let seed: UInt64?
    let limit: Duration
    /// Where the replayed file lies, and the files that its requests name.
    let folder: String
    let isJSON: Bool
    /// Whether what functions write is shown as they write it.
    let isVerbose: Bool

    /// Where the objects lie that events name.
    var objects: String { "\(folder)/objects" }

    /// Where replays with a seed begin, whenever they are run.
    private static let beginning = Instant(secondsSinceEpoch: 1_767_225_600)

    func run(_ events: [ReplayEvent], named name: String, in runner: Runner) async -> Ending {
        let began = ContinuousClock.now
        let screen = FunctionScreen(runner.console, isVerbose ? .atOnce : isJSON ? .never : .onDemand)
        do {
            let plan = try CloudPlan(cloud, in: runner, endpoint: "http://127.0.0.1:4566", needsTemplate: true)
            let orders = try orders(for: events, plan.stack)
            let unlinked = (plan.stack?.functions ?? []).filter { runner.functions[$0.id] == nil }.map(\.id)
            let runsPrograms = cloud.runsPrograms || cloud.debugged != nil || !unlinked.isEmpty
            if runsPrograms, seed != nil { throw ReplayFault.seedWithPrograms(unlinked) }
            let report =
                runsPrograms
                ? try await inRealTime(orders, in: runner, screen)
                : try await inVirtualTime(orders, plan, in: runner, screen)
            let took = ContinuousClock.now - began
            if report.ending != .success { screen.showHeld() }
            return ReplayReport(report, name: name, timing: seed == nil ? .ofMachine : .ofCloud, took: took)
                .tell(on: runner.console, isJSON: isJSON)
        } catch let fault as TargetFault {
            return runner.fail("\(name): \(fault)", asJSON: isJSON, as: .wrongInput)
        } catch {
            screen.showHeld()
            return runner.fail(error, asJSON: isJSON)
        }
    }

    private func orders(for events: [ReplayEvent], _ stack: Stack?) throws -> [ReplayOrder] {
        guard let stack else { return [] }
        let named = try function.map { try stack.function(named: $0).name }
        let targets = EventTarget(stack)
        return try events.map { event in
            if event.origin == .client { return ReplayOrder(event: event, function: nil) }
            let name = try named ?? targets.function(for: event)
            guard stack.function(name) != nil else {
                throw TemplateFault.noFunction(name, known: stack.functions.map(\.id))
            }
            return ReplayOrder(event: targets.delivered(event, to: name), function: name)
        }
    }

    /// All in this process, on one thread, by a seed; waits take no time.
    private func inVirtualTime(
        _ orders: [ReplayOrder],
        _ plan: CloudPlan,
        in runner: Runner,
        _ screen: FunctionScreen
    ) async throws -> ReplayOutcome {
        let drawn = seed ?? SystemRandom().next() >> 32
        let simulation = Simulation(seed: drawn, start: seed == nil ? SystemClock().now : Self.beginning)
        let trail = Trail()
        let ground = plan.ground(clock: simulation.clock, random: simulation.random, witness: trail)
        let driver = ReplayDriver(course: self, orders: orders, trail: trail, console: runner.console)
        return try simulation.run {
            await Result.of {
                let deployment = try await plan.deploy(
                    on: ground,
                    table: runner.functions,
                    scratch: "",
                    doors: nil,
                    screen: screen
                )
                return try await driver.drive(deployment, of: plan, seed: seed)
            }
        }.get()
    }

    /// With programs, which have clocks of their own.
    private func inRealTime(
        _ orders: [ReplayOrder],
        in runner: Runner,
        _ screen: FunctionScreen
    ) async throws -> ReplayOutcome {
        EndSignal.install()
        let store = try Store(nil)
        defer { store.close() }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        return try await withEventLoop { crew in
            let server = try HTTPServer(on: crew, limits: .ofCloud)
            let endpoint = "http://127.0.0.1:\(server.port)"
            let plan = try CloudPlan(cloud, in: runner, endpoint: endpoint, needsTemplate: true)
            let trail = Trail()
            let ground = plan.ground(clock: SystemClock(), random: SystemRandom(), witness: trail)
            let doors = ServerDoors(on: crew)
            let deployment = try await plan.deploy(
                on: ground,
                bytes: store.bytes,
                table: runner.functions,
                scratch: scratch.path,
                doors: doors,
                screen: screen
            )
            let driver = ReplayDriver(course: self, orders: orders, trail: trail, console: runner.console)
            return try await deployment.whileServed(by: server, doors) {
                try await driver.drive(deployment, of: plan, seed: nil)
            }
        }
    }
}

/// An event and the function that gets it; none where it is a client's request.
struct ReplayOrder: Sendable {
    let event: ReplayEvent
    let function: String?
}

/// Why a replay cannot begin.
enum ReplayFault: Error, Sendable, CustomStringConvertible {
    case seedWithPrograms([String])
    case unreadableObject(String, String)

    var description: String {
        switch self {
        case .seedWithPrograms(let names):
            "--seed orders what runs in this process alone"
                + (names.isEmpty ? "" : ", and these are programs: \(names.joined(separator: ", "))")
        case .unreadableObject(let path, let reason): "\(path) cannot be read: \(reason)"
        }
    }
}

extension Result where Failure == any Error, Success: Sendable {
    /// What the work came to, for those through whom no error passes.
    static func of(_ work: () async throws -> Success) async -> Result {
        do {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
