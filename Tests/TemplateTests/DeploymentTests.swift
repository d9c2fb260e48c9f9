import JSON
import Template
import Testing

/// What holds of the repository's own template.yaml, whatever else is written into it.
@Suite struct DeploymentTests {
    @Test(arguments: [1, 40]) func `all of it is emulated here, with one engine and with forty`(engines: Int) throws {
        let stack = try Deployed.resolved(engines: engines)
        #expect(stack.notUnderstood == [])
        #expect(stack.functions.filter { $0.id.hasPrefix("Scan") }.count == engines)
        // What CloudFormation takes, of which SAM's own are a part.
        #expect(stack.logicalIDs.count <= 500)
    }

    @Test func `what a function works on is hidden for six times as long as it may run`() throws {
        let stack = try Deployed.many.get()
        try #require(stack.mappings.count == 45)
        for mapping in stack.mappings {
            let function = try #require(stack.function(mapping.function.name))
            let queue = try #require(stack.queues.first { $0.arn == mapping.source })
            #expect(queue.visibilityTimeout >= function.timeout * 6 + mapping.window, "\(queue.id)")
        }
    }

    @Test func `each queue gives messages up after five receives, to a queue of its own`() throws {
        let stack = try Deployed.many.get()
        let sources = Set(stack.mappings.map(\.source))
        let worked = stack.queues.filter { sources.contains($0.arn) }
        #expect(worked.count == sources.count)
        #expect(worked.allSatisfy { $0.redrive?.maxReceiveCount == 5 })
        let graves = worked.compactMap(\.redrive?.target)
        #expect(Set(graves).count == worked.count)
        #expect(Set(graves).isDisjoint(with: sources))
        #expect(Set(stack.queues.map(\.arn)) == sources.union(graves), "no queue is there for nothing")
        // A dead letter is there for two weeks, whenever in a message's life it became one.
        #expect(stack.queues.allSatisfy { $0.retention == .seconds(1_209_600) })
    }

    @Test func `each consumer reports which messages failed, and no engine is asked more than it can take`() throws {
        for mapping in try Deployed.many.get().mappings {
            #expect(mapping.reportsBatchItemFailures, "\(mapping.id)")
            #expect(mapping.maximumConcurrency != nil, "\(mapping.id)")
            // SQS gives more than ten at a time only to those who wait for them.
            #expect(mapping.batchSize <= 10 || mapping.window > .zero, "\(mapping.id)")
        }
    }

    @Test func `whoever waits for metadata waits for no window`() throws {
        let stack = try Deployed.few.get()
        for name in ["ExtractMetadata", "Hash"] {
            let function = try #require(stack.functions.first { $0.id == name })
            #expect(stack.mappings.filter { $0.function.name == function.name }.map(\.window) == [.zero], "\(name)")
        }
    }

    @Test func `each function has a role of its own`() throws {
        let functions = try Deployed.many.get().functions
        #expect(Set(functions.map(\.roleARN)).count == functions.count)
    }

    @Test func `each engine's queue gets what names the engine, as it was published`() throws {
        let stack = try Deployed.many.get()
        let scans = try #require(stack.topics.first { $0.id == "ScansTopic" })
        let subscriptions = stack.subscriptions.filter { $0.topic == scans.arn }
        #expect(subscriptions.count == 40)
        let prefix = try #require(stack.functions.first { $0.id == "Orchestrate" }?.environment["ENGINE_QUEUE_PREFIX"])
        for subscription in subscriptions {
            let queue = try #require(stack.queues.first { $0.arn == subscription.endpoint })
            let mapping = try #require(stack.mappings.first { $0.source == queue.arn })
            let engine = try #require(stack.function(mapping.function.name)?.environment["ENGINE"])
            #expect(subscription.filterPolicy?["engines"]?.array?.compactMap(\.string) == [engine])
            #expect(subscription.isRaw && subscription.deadLetterTarget == queue.redrive?.target)
            // By the names that both hosts give it: the last two parts of its URL.
            #expect(prefix.hasSuffix("/\(queue.name.dropLast(engine.count))") && queue.name.hasSuffix(engine))
        }
    }

    @Test func `every engine proves itself every five minutes, and lost documents are looked for as often`() throws {
        let stack = try Deployed.many.get()
        #expect(stack.schedules.count == 41)
        #expect(stack.schedules.allSatisfy { $0.expression == "rate(5 minutes)" && $0.isEnabled })
        let checked = stack.schedules.filter { $0.target.input == #"{"check": true}"# }.map(\.target.arn)
        #expect(Set(checked) == Set(stack.functions.filter { $0.id.hasPrefix("Scan") }.map(\.arn)))
    }

    @Test func `uploads and drops are told to their queue once, and what a function writes itself to nobody`() throws {
        let stack = try Deployed.few.get()
        let bucket = try #require(stack.buckets.first { $0.id == "DocumentsBucket" })
        let uploads = try #require(stack.queues.first { $0.id == "UploadsQueue" })
        #expect(bucket.notifications.allSatisfy { $0.target == .queue(uploads.arn) })
        #expect(bucket.notifications.allSatisfy { $0.event == "s3:ObjectCreated:*" })
        func told(_ key: String) -> Int { bucket.notifications.count { key.hasPrefix($0.prefix ?? "") } }
        for digit in "0123456789abcdef" { #expect(told("\(digit)0/2026/11/x") == 1) }
        #expect(told("drop/acme/a.pdf") == 1)
        #expect(told("results/x") == 0)
    }

    @Test func `every route asks who is there, and its function has its share of the account`() throws {
        let stack = try Deployed.few.get()
        let api = try #require(stack.apis.first)
        #expect(
            api.routes.map(\.key).sorted() == [
                "DELETE /docs/{id}", "GET /docs", "GET /docs/{id}", "GET /docs/{id}/meta",
                "GET /docs/{id}/scan-results", "GET /versions", "POST /docs/request-upload",
                "POST /docs/{id}/confirm-upload", "POST /docs/{id}/rescan",
            ]
        )
        #expect(api.routes.allSatisfy { $0.authorizer == "Key" && $0.payloadFormatVersion == "2.0" })
        #expect(api.authorizers.map(\.identitySources) == [["$request.header.x-api-key"]])
        #expect(api.authorizers.map(\.cachesFor) == [.seconds(60)])
        let functions = Set(api.routes.map(\.function.name)).compactMap(stack.function)
        #expect(functions.count == 5)
        #expect(functions.allSatisfy { ($0.reservedConcurrency ?? 0) > 0 })
        // A gateway gives up after thirty seconds.
        #expect(functions.allSatisfy { $0.timeout < .seconds(30) })
    }

    @Test func `no deployment can trust the key that everybody has`() throws {
        let template = try Deployed.text()
        let forbidden = try #require(template.split(separator: "(?!").dropFirst().first?.prefix { $0 != ")" })
        // So much of a key that no other has it.
        try #require(forbidden.utf8.count >= 24)
        let stack = try Deployed.few.get()
        let key = try #require(stack.functions.first { $0.id == "Presign" }?.environment["CATALOGUE_PUBLIC_KEY"])
        #expect(key.hasPrefix(forbidden) && key.utf8.count == 130)
    }
}
