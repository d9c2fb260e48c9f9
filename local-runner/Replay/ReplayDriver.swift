import Files
import HTTP
import JSON
import LocalCloud
import Time

/// Hands the events over, one after the other, and waits until nothing is left to do.
struct ReplayDriver: Sendable {
    let course: ReplayCourse
    let orders: [ReplayOrder]
    let trail: Trail
    let console: Console

    private static let look = Duration.milliseconds(20)

    func drive(_ deployment: Deployment, of plan: CloudPlan, seed: UInt64?) async throws -> ReplayOutcome {
        let missing = try await placeObjects(in: deployment)
        var outcome = ReplayOutcome(
            story: Story([], graves: []),
            isSettled: false,
            waiting: [],
            seed: seed,
            missing: missing
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await deployment.run() }
            for order in orders {
                if let refusal = try await handOver(order, to: deployment) { outcome.refusals.append(refusal) }
            }
            outcome.isSettled = try await settle(deployment)
            outcome.waiting = await deployment.waitingMessages().map { "\($0.count) in \($0.queue)" }
            // What is ended from here on is ended by us.
            outcome.story = Story(trail.entries, graves: plan.graves, names: plan.names)
            group.cancelAll()
        }
        await deployment.shutDown()
        return outcome
    }

    /// Waits for what becomes of it; a function that may not run just now is asked again, any other no is told.
    private func handOver(_ order: ReplayOrder, to deployment: Deployment) async throws -> String? {
        let clock = deployment.functions.ground.clock
        let deadline = clock.now + course.limit
        let messages = order.event.event["Records"]?.array?.compactMap { $0["messageId"]?.string } ?? []
        while true {
            do throws(ServiceFault) {
                _ = try await deployment.invoke(order.function, with: order.event.event.bytes(), messages: messages)
                return nil
            } catch {
                guard error.code == "TooManyRequestsException", clock.now < deadline else {
                    return "line \(order.event.line): \(error.code): \(error.message)"
                }
            }
            try await clock.sleep(for: .seconds(1))
        }
    }

    /// Waits; false where it takes longer than the limit.
    private func settle(_ deployment: Deployment) async throws -> Bool {
        let clock = deployment.functions.ground.clock
        let deadline = clock.now + course.limit
        var told = ContinuousClock.now
        // Two quiet looks: a message may move from one queue to another while they are looked at.
        var quietLooks = 0
        while true {
            quietLooks = await deployment.isSettled() ? quietLooks + 1 : 0
            if quietLooks == 2 { return true }
            if clock.now >= deadline { return false }
            try await clock.sleep(for: Self.look)
            if ContinuousClock.now - told >= .seconds(1) {
                told = .now
                let waiting = await deployment.waitingMessages().map { "\($0.count) messages in \($0.queue)" }
                if !course.isJSON {
                    console.tell("… \(waiting.isEmpty ? "functions run" : waiting.joined(separator: ", "))")
                }
            }
        }
    }

    /// Puts in place what the events name and a file holds; what no file holds is told, for it may well be on purpose.
    private func placeObjects(in deployment: Deployment) async throws -> [NamedObject] {
        var missing: [NamedObject] = []
        for object in orders.flatMap({ NamedObject.all(in: $0.event.event) }) {
            guard let path = object.path(below: course.objects), FileStatus.isFile(path) else {
                missing.append(object)
                continue
            }
            let body: FileBody
            do throws(FileFailure) {
                body = try FileBody(path)
            } catch {
                throw ReplayFault.unreadableObject(path, error.reason)
            }
            try await deployment.place(
                .stream(body, length: body.length),
                at: object.key,
                in: object.bucket,
                version: object.version
            )
        }
        return missing
    }
}

/// What came of a replay.
struct ReplayOutcome: Sendable {
    var story: Story
    var isSettled: Bool
    /// Events that no function took, each with its line and the reason.
    var refusals: [String] = []
    /// What is left in queues, in words.
    var waiting: [String]
    let seed: UInt64?
    /// Objects that events name and no file holds.
    let missing: [NamedObject]

    var ending: Ending {
        if !story.deadLetters.isEmpty { return .deadLetter }
        let failures = story.failures
        if !isSettled || failures.contains(where: \.hasTimedOut) { return .timedOut }
        return failures.isEmpty && refusals.isEmpty ? .success : .handlerFailed
    }
}
