package import Time

/// What every sandbox of one function is made of.
package struct SandboxPlan: Sendable {
    package let function: FunctionConfiguration
    /// The program and its arguments: `bootstrap`, by its path.
    package let arguments: [String]
    /// Where the function's code lies, and where it starts.
    package let folder: String?
    /// Made for each sandbox anew: each has credentials of its own.
    let environment: @Sendable () -> [String: String]
    package let keys: AccessKeys
    package let doors: any RuntimeDoors
    package let clock: any WallClock
    package let log: FunctionLog
    /// Whether sandboxes stand still between events, as Lambda's do.
    package let freezes: Bool
    /// Whether each process stands still at its start, until a debugger lets it go on.
    package let waits: Bool

    package init(
        _ function: FunctionConfiguration,
        arguments: [String],
        folder: String? = nil,
        environment: @escaping @Sendable @autoclosure () -> [String: String],
        keys: AccessKeys = AccessKeys(),
        doors: any RuntimeDoors,
        clock: any WallClock = SystemClock(),
        log: FunctionLog,
        freezes: Bool = false,
        waits: Bool = false
    ) {
        self.function = function
        self.arguments = arguments
        self.folder = folder
        self.environment = environment
        self.keys = keys
        self.doors = doors
        self.clock = clock
        self.log = log
        self.freezes = freezes
        self.waits = waits
    }

    /// How long a start may take before it is tried again within the event's own time.
    var longestInit: Duration { waits ? function.timeout : .seconds(10) }
    /// How often what a sandbox holds in memory is looked at while it works.
    static let memoryInterval = Duration.milliseconds(20)

    var memoryLimit: Int { function.memorySize << 20 }

    /// What it may map beyond its memory size: thread stacks and heaps that are reserved and never touched.
    ///
    /// What is resident decides, as on Lambda; this only keeps a quick allocation from taking the machine meanwhile.
    var mappingLimit: Int { memoryLimit + (1 << 30) }
}
