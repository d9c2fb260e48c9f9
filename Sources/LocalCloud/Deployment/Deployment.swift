import Hosting
package import Template

/// A cloud with everything in it that a template says, and all that works in it by itself.
///
/// Whoever makes one calls ``run()`` once, cancels that at the end, and then calls ``shutDown()``.
package struct Deployment: Sendable {
    package let cloud: Cloud
    package let functions: Functions
    package let queues: Queues
    /// What the template asks for and this does not do; what the template's own notes say is not repeated.
    package let shortcomings: [Shortcoming]
    let buckets: Buckets
    private let topics: Topics
    private let apis: HTTPAPIs
    private let buses: Buses
    /// The queues whose messages go to functions.
    private let mapped: [ARN]

    /// `secrets` are values by the names of secrets, before those that the template gives them; `runsSchedules` is
    /// whether time alone may set anything off.
    package init(
        of stack: Stack? = nil,
        on ground: Ground,
        bytes: BytesPlace = .memory,
        hosts: any FunctionHosts = NoHosts(),
        secrets values: [String: String] = [:],
        runsSchedules: Bool = true
    ) async throws(ServiceFault) {
        let (queues, topics, tables) = (try Queues(ground), try Topics(ground), try Tables(ground))
        let (secrets, buckets) = (Secrets(ground), try Buckets(ground, bytes: bytes))
        var shortcomings: [Shortcoming] = []
        if let stack {
            try await queues.deploy(stack.queues)
            try await topics.deploy(stack.topics, Self.known(stack.subscriptions, &shortcomings))
            try await tables.deploy(stack.tables)
            try await buckets.deploy(stack.buckets)
            for table in stack.tables where table.streamView != nil {
                shortcomings.append(Shortcoming(table.id, "its stream is not emulated"))
            }
        }
        try await secrets.deploy(stack?.secrets ?? [], values: values)
        let mappings = try Self.mappings(of: stack, &shortcomings)
        let figures = MetricStore()
        functions = try Functions(
            ground,
            functions: try Self.functions(of: stack, hosts, figures, ground),
            mappings: mappings,
            queues: queues,
            meter: FunctionFigures(figures, clock: ground.clock)
        )
        buses = try Buses(ground, stack: stack, runsSchedules: runsSchedules)
        apis = HTTPAPIs(ground, apis: stack?.apis ?? [], functions: functions, buckets: buckets)
        (self.queues, self.topics, self.buckets) = (queues, topics, buckets)
        self.shortcomings = shortcomings + apis.shortcomings + buses.shortcomings
        mapped = mappings.filter(\.isEnabled).map(\.queue)
        let parts: [any CloudPart] = [
            Identities(ground), secrets, queues, topics, tables, buckets, functions, buses,
            Meters(ground, store: figures),
        ]
        let page = FrontPage(ground.place, services: parts.map(\.signingName))
        cloud = Cloud(ground, parts: parts, unsigned: [apis, page, MetricsPage(figures)])
        await open(on: ground)
    }

    /// From here on each part takes what others send it; what the last run had promised goes out.
    private func open(on ground: Ground) async {
        ground.deliveries.enter(queues, for: "sqs")
        ground.deliveries.enter(topics, for: "sns")
        ground.deliveries.enter(functions, for: "lambda")
        ground.deliveries.enter(buses, for: "events")
        await buckets.resume()
    }

    /// Does what is done without a caller who waits, until it is cancelled.
    package func run(pollers: Int = 1) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await functions.run(pollers: pollers) }
            group.addTask { await apis.run() }
            group.addTask { await buses.run() }
        }
    }

    /// Ends what runs for the functions.
    package func shutDown() async { await functions.shutDown() }

    /// Does what schedules do the moment that they are made, in a cloud in which time alone sets nothing off.
    package func fireFirstSchedules() async { await buses.fireFirst() }

    /// Whether nothing is left to do: no function runs or has an event to come, and no queue of theirs has a message.
    package func isSettled() async -> Bool {
        guard await functions.isIdle, await buses.waitingCalls == 0 else { return false }
        for queue in mapped where await queues.messageCount(of: queue) > 0 { return false }
        // What came in while the queues were looked at.
        return await functions.isIdle
    }

    /// How many messages wait in the queues of functions, by the queues' names.
    package func waitingMessages() async -> [(queue: String, count: Int)] {
        var waiting: [(queue: String, count: Int)] = []
        for queue in mapped {
            let count = await queues.messageCount(of: queue)
            if count > 0 { waiting.append((queue.resource, count)) }
        }
        return waiting
    }
}

extension Deployment {
    private static func functions(
        of stack: Stack?,
        _ hosts: any FunctionHosts,
        _ figures: MetricStore,
        _ ground: Ground
    ) throws(ServiceFault) -> [Function] {
        var functions: [Function] = []
        for function in stack?.functions ?? [] {
            let settings = stack?.invokeConfigs.first { $0.function.name == function.name }
            let configuration = try FunctionConfiguration(function, settings)
            let readers: [any LogSink] = [hosts.reader(of: function), EmbeddedMetrics(figures, clock: ground.clock)]
            let log = FunctionLog(reader: Readers(readers))
            let host = hosts.host(of: function, configuration, log: log, on: ground)
            functions.append(Function(configuration, host: host, log: log))
        }
        return functions
    }

    private static func mappings(
        of stack: Stack?,
        _ shortcomings: inout [Shortcoming]
    ) throws(ServiceFault) -> [QueueMapping] {
        var mappings: [QueueMapping] = []
        for mapping in stack?.mappings ?? [] {
            guard let queue = ARN(mapping.source), queue.service == "sqs" else {
                shortcomings.append(Shortcoming(mapping.id, "only queues are polled, not \(mapping.source)"))
                continue
            }
            mappings.append(QueueMapping(mapping, queue: queue))
        }
        return mappings
    }

    private static func known(
        _ subscriptions: [Template.Subscription],
        _ shortcomings: inout [Shortcoming]
    ) -> [Template.Subscription] {
        subscriptions.filter { subscription in
            if TopicSubscription.Kind(rawValue: subscription.networkProtocol) != nil { return true }
            let reason = "subscriptions by \(subscription.networkProtocol) are not emulated"
            shortcomings.append(Shortcoming(subscription.id, reason))
            return false
        }
    }
}
