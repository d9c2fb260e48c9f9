/// What is said of a cloud on the command line, by all the commands that make one.
struct CloudOptions: Sendable {
    static let options: [Option] =
        TemplateChoice.options + [processes, freeze, roles, debug, secrets, seedData, .region]

    static let processes = Option("--processes", nil, "run every function as a program, with all of Lambda's limits")
    static let freeze = Option("--freeze", nil, "let programs stand still between events, as Lambda does")
    static let roles = Option("--roles", nil, "refuse what a function's role does not allow, and name it")
    static let debug = Option(
        "--debug",
        "FUNCTION",
        "let this function's process wait for a debugger, with no time-out"
    )
    static let secrets = Option("--secrets", "FILE", "values for Secrets Manager: a JSON object by the secrets' names")
    static let seedData = Option("--seed-data", "DIR", "put what lies in this folder into buckets, tables and queues")

    let template: TemplateChoice
    let runsPrograms: Bool
    let freezes: Bool
    let enforcesRoles: Bool
    let debugged: String?
    let secrets: String?
    let seedData: String?
    let region: String?

    init(_ arguments: Arguments) throws(UsageFault) {
        template = try TemplateChoice(arguments)
        runsPrograms = arguments.has(Self.processes)
        freezes = arguments.has(Self.freeze)
        enforcesRoles = arguments.has(Self.roles)
        debugged = arguments[Self.debug]
        secrets = arguments[Self.secrets]
        seedData = arguments[Self.seedData]
        region = try arguments.region()
    }
}
