import HTTPServer
import JSON
import LocalCloud
import SystemCalls
import Template
import Time

/// The cloud on a port of this machine, until it is told to end.
struct Start: Command {
    static let name = "start"
    static let summary = "start the local cloud and the template's functions in it, until Ctrl-C"
    static let usage = "[--port N] [--template FILE] [--data DIR] [--watch] [--json]"
    static let options = [Self.port, Self.data, Self.watch] + CloudOptions.options + [.json]
    static let notes = [
        "AWS's clients find it by AWS_ENDPOINT_URL=http://127.0.0.1:4566, AWS_ACCESS_KEY_ID=test, "
            + "AWS_SECRET_ACCESS_KEY=test. It listens on 127.0.0.1 alone.",
        "Without --data it forgets everything when it ends. With it nothing is lost that was acknowledged, however it "
            + "ends; only where the whole machine goes down the last moments may be.",
    ]

    static let data = Option("--data", "DIR", "keep everything in this folder, which is made if it is not there")
    static let port = Option("--port", "N", "where it listens, 4566 by default; 0 is a free port")

    static let watch = Option(
        "--watch",
        nil,
        "build a function again when its source changes, and go on with the new one"
    )

    private let port: UInt16
    private let folder: String?
    private let cloud: CloudOptions
    private let watches: Bool
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        if let word = arguments.words.first { throw .needlessWord(word) }
        port = UInt16(try arguments.number(Self.port, in: 0...65_535) ?? 4566)
        folder = arguments[Self.data]
        cloud = try CloudOptions(arguments)
        watches = arguments.has(Self.watch)
        isJSON = arguments.has(.json)
    }

    func run(in runner: Runner) async -> Ending {
        do {
            try await serve(in: runner)
            return .success
        } catch {
            return runner.fail(error, asJSON: isJSON)
        }
    }

    private func serve(in runner: Runner) async throws {
        // Whoever ends it at once, before it answers or while it is made, leaves nothing behind either.
        EndSignal.install()
        let store = try Store(folder)
        defer { store.close() }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try await withEventLoop { crew in
            let server = try HTTPServer(on: crew, port: port, limits: .ofCloud)
            let url = "http://127.0.0.1:\(server.port)"
            let plan = try CloudPlan(cloud, in: runner, endpoint: url, needsTemplate: false)
            let ground = plan.ground(clock: SystemClock(), random: SystemRandom(), journal: store.journal)
            let (doors, shelf) = (ServerDoors(on: crew), HostShelf())
            let deployment = try await plan.deploy(
                on: ground,
                bytes: store.bytes,
                table: runner.functions,
                scratch: scratch.path,
                doors: doors,
                screen: FunctionScreen(runner.console),
                runsSchedules: true,
                shelf: shelf
            )
            let sources = watches ? try WatchedSources(plan, shelf, in: runner) : nil
            announce(url, plan.stack, on: runner.console)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await server.serve(deployment.cloud) }
                group.addTask { await deployment.run() }
                group.addTask { await doors.run() }
                if let sources { group.addTask { await sources.run() } }
                await EndSignal.wait()
                await deployment.shutDown()
                group.cancelAll()
            }
        }
    }

    private func announce(_ url: String, _ stack: Stack?, on console: Console) {
        let count = stack?.functions.count ?? 0
        if isJSON {
            let value: JSONValue = ["url": .string(url), "functions": .integer(count)]
            return console.say(String(decoding: value.bytes(), as: UTF8.self))
        }
        let functions = stack == nil ? "no template" : count.of("function")
        console.say("The local cloud is at \(url) (\(functions)); Ctrl-C ends it.")
    }
}

extension ServerLimits {
    /// The longest function holds its caller for a quarter of an hour.
    static var ofCloud: ServerLimits {
        var limits = ServerLimits()
        limits.idleTime = .seconds(16 * 60)
        limits.finishTime = .seconds(1)
        return limits
    }
}
