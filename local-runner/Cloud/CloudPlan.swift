import AllFunctions
import HTTPServer
import LocalCloud
import SystemCalls
import Template
import Time

/// A cloud that is about to be made: what the command line, the template and the surroundings say of it.
struct CloudPlan: Sendable {
    let options: CloudOptions
    let place: CloudPlace
    let endpoint: String
    let stack: Stack?
    private let console: Console

    init(_ options: CloudOptions, in runner: Runner, endpoint: String, needsTemplate: Bool) throws {
        let variables = runner.environment
        let region = options.region ?? variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"] ?? "us-east-1"
        self.options = options
        self.endpoint = endpoint
        console = runner.console
        place = CloudPlace(region: region)
        let template = options.template
        stack =
            needsTemplate
            ? try template.neededStack(in: place, at: endpoint) : try template.stack(in: place, at: endpoint)
        if let name = options.debugged { _ = try stack?.function(named: name) }
    }

    /// What everything stands on.
    func ground(
        clock: any WallClock,
        random: any RandomSource,
        journal: any Journal = NoJournal(),
        witness: any Witness = NoWitness()
    ) -> Ground {
        Ground(
            place: place,
            clock: clock,
            random: random,
            permissions: options.enforcesRoles ? RolePermissions(stack?.roles ?? []) : EverythingAllowed(),
            journal: journal,
            witness: witness
        )
    }

    /// Makes it; `scratch` is where programs are unpacked, `doors` how they are reached.
    func deploy(
        on ground: Ground,
        bytes: BytesPlace = .memory,
        table: FunctionTable,
        scratch: String,
        doors: (any RuntimeDoors)?,
        screen: FunctionScreen,
        runsSchedules: Bool = false,
        shelf: HostShelf = HostShelf()
    ) async throws -> Deployment {
        // What cannot be read is told before anything is made.
        let seeds = try seedData.map { try SeedData($0) }
        let late = LateCloud()
        let hosts = RunnerHosts(
            table: table,
            root: options.template.root,
            scratch: scratch,
            cloud: late,
            endpoint: endpoint,
            doors: doors,
            prefersPrograms: options.runsPrograms,
            freezes: options.freezes,
            screen: screen,
            debugged: try options.debugged.flatMap { try stack?.function(named: $0).id },
            shelf: shelf
        )
        let secrets = try options.secrets.map { try SecretsFile($0).values } ?? [:]
        let deployment = try await Deployment(
            of: stack,
            on: ground,
            bytes: bytes,
            hosts: hosts,
            secrets: secrets,
            runsSchedules: runsSchedules
        )
        late.open(deployment.cloud)
        try tellShortcomings(of: deployment)
        try await seeds?.put(into: deployment, as: self, on: ground)
        return deployment
    }

    /// Says what the template asks for in vain; with `--strict` that is the end.
    private func tellShortcomings(of deployment: Deployment) throws(TemplateFault) {
        let notes = (stack?.notUnderstood ?? []).map { "\(options.template.name):\($0)" }
        let all = notes + deployment.shortcomings.map { "\(options.template.name): \($0)" }
        if options.template.isStrict, !all.isEmpty { throw .notEmulated(all) }
        for sentence in all { console.tell("\(console.styled("not emulated", .doubtful)) \(sentence)") }
    }
}

extension CloudPlan {
    /// The folder that the command line names, or else the template.
    private var seedData: String? {
        options.seedData ?? stack?.localSeedData.map { $0.hasPrefix("/") ? $0 : "\(options.template.root)/\($0)" }
    }

    /// The queues that others give up to, by their ARNs.
    var graves: Set<String> { Set((stack?.queues ?? []).compactMap { $0.redrive?.target }) }

    /// What functions are called in the template, by the names that they have in the cloud.
    var names: [String: String] {
        Dictionary((stack?.functions ?? []).map { ($0.name, $0.id) }) { first, _ in first }
    }
}
