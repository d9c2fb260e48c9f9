import Encoding
import Files
import HTTP
import Hosting
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
            // What a deployment does at once by itself is done, and no part of what the events set off.
            await deployment.fireFirstSchedules()
            _ = try await settle(deployment)
            let before = trail.entries.count
            for order in orders {
                if let refusal = try await carryOut(order, on: deployment, &outcome) {
                    outcome.refusals.append(refusal)
                }
            }
            outcome.isSettled = try await settle(deployment)
            outcome.waiting = await deployment.waitingMessages().map { "\($0.count) in \($0.queue)" }
            // What is ended from here on is ended by us.
            outcome.story = Story(Array(trail.entries.dropFirst(before)), graves: plan.graves, names: plan.names)
            for grave in plan.graves.sorted().compactMap({ ARN($0) }) {
                let letters = await deployment.messageAttributes(in: grave)
                outcome.story.takeNotes(letters.compactMapValues { DeadLetterNote(in: $0) })
            }
            group.cancelAll()
        }
        await deployment.shutDown()
        return outcome
    }

    private func carryOut(
        _ order: ReplayOrder,
        on deployment: Deployment,
        _ outcome: inout ReplayOutcome
    ) async throws -> String? {
        if let function = order.function {
            return try await handOver(order.event, to: function, of: deployment, &outcome)
        }
        let value: JSONValue
        do throws(UnansweredMark) {
            value = try AnswerFiller(answers: outcome.replies).filled(order.event.event)
        } catch {
            // The next ones speak of it by its place all the same.
            outcome.replies.append(nil)
            return "line \(order.event.line): not asked, for \(error)"
        }
        guard let request = try ClientRequest(value, line: order.event.line) else { return nil }
        if request.isLook { _ = try await settle(deployment) }
        let web = try request.web(to: Self.origin, filesIn: course.folder)
        let answer = try await DirectTransport(to: deployment.cloud, clock: deployment.functions.ground.clock)
            .exchange(web, bodyLimit: Self.longestAnswer)
        let answered = ClientAnswer(request: request, status: answer.head.status, body: answer.body)
        outcome.answers.append(answered)
        outcome.replies.append(answered.json)
        return answered.complaint.map {
            "line \(order.event.line): \(request.method) \(request.target.prefix { $0 != "?" }): \($0)"
        }
    }

    private static let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
    private static let longestAnswer = 16 << 20

    /// Waits for what becomes of it; a function that may not run just now is asked again, any other no is told.
    private func handOver(
        _ event: ReplayEvent,
        to function: String,
        of deployment: Deployment,
        _ outcome: inout ReplayOutcome
    ) async throws -> String? {
        let clock = deployment.functions.ground.clock
        let deadline = clock.now + course.limit
        let messages = event.event["Records"]?.array?.compactMap { $0["messageId"]?.string } ?? []
        while true {
            do throws(ServiceFault) {
                let call = try await deployment.invoke(function, with: event.event.bytes(), messages: messages)
                return take(call, of: event, &outcome)
            } catch {
                guard error.code == "TooManyRequestsException", clock.now < deadline else {
                    return "line \(event.line): \(error.code): \(error.message)"
                }
            }
            try await clock.sleep(for: .seconds(1))
        }
    }

    /// Keeps what a client of the API is answered; an answer that the API takes for none is a failure like any other.
    private func take(_ call: DirectCall, of event: ReplayEvent, _ outcome: inout ReplayOutcome) -> String? {
        if let verdict = AuthorizerAnswer(event: event, call) { outcome.verdicts.append(verdict) }
        guard let answered = ClientAnswer(event: event, call.clientAnswer) else { return nil }
        outcome.answers.append(answered)
        // A function that failed or said so is told of in the story.
        guard answered.status >= 500, case .answered(let answer) = call.run.outcome, FailedParts(of: answer).isEmpty
        else { return nil }
        return "line \(event.line): \(answered.method.printable) \(answered.target.printable): \(answered.status)"
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
                let waiting = await deployment.waitingMessages().map { "\($0.count.of("message")) in \($0.queue)" }
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
            guard let path = object.path(below: course.objects), let body = try body(at: path) else {
                missing.append(object)
                continue
            }
            try await deployment.place(body, at: object.key, in: object.bucket, version: object.version)
        }
        return missing
    }
}

extension ReplayDriver {
    /// The bytes of a file, or those that it holds in base64 where its name says so; nil where there is neither.
    ///
    /// What scanners would take away from whoever checks the repository out is kept in base64.
    private func body(at path: String) throws(ReplayFault) -> WebBody? {
        let encoded = "\(path).base64"
        do throws(FileFailure) {
            if FileStatus.isFile(path) {
                let body = try FileBody(path)
                return .stream(body, length: body.length)
            }
            guard FileStatus.isFile(encoded) else { return nil }
            let text = String(decoding: try SystemFiles().read(encoded) ?? [], as: UTF8.self)
            guard let bytes = Base64.decode(text.filter { !$0.isWhitespace }) else {
                throw FileFailure(path: encoded, reason: "it is no base64")
            }
            return .bytes(bytes)
        } catch {
            throw .unreadableObject(error.path, error.reason)
        }
    }
}

/// What came of a replay.
struct ReplayOutcome: Sendable {
    var story: Story
    var isSettled: Bool
    /// What clients were answered.
    var answers: [ClientAnswer] = []
    /// What each request of a client was answered, for those behind it to speak of; nil where that was no JSON.
    var replies: [JSONValue?] = []
    /// What authorizers said that were asked by an event.
    var verdicts: [AuthorizerAnswer] = []
    /// Events that no function took and requests that were refused, each with its line and the reason.
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
