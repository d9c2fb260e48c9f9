import JSON

/// Tells what came of a replay: a tree for people, one value for programs.
struct ReplayReport: Sendable {
    private let outcome: ReplayOutcome
    private let name: String
    private let timing: Timing
    private let took: Duration

    init(_ outcome: ReplayOutcome, name: String, timing: Timing, took: Duration) {
        self.outcome = outcome
        self.name = name
        self.timing = timing
        self.took = took
    }

    func tell(on console: Console, isJSON: Bool) -> Ending {
        let ending = outcome.ending
        if isJSON {
            console.say(String(decoding: json(ending).bytes(style: .pretty), as: UTF8.self))
        } else {
            for line in outcome.story.tree(timing, on: console) { console.say(line) }
            for line in outcome.verdicts.flatMap({ lines(of: $0, console) }) { console.say(line) }
            for line in outcome.answers.flatMap({ lines(of: $0, console) }) { console.say(line) }
            console.say("")
            console.say(verdict(ending, console))
        }
        for refusal in outcome.refusals { console.tell("\(name): \(refusal)") }
        for object in outcome.missing {
            console.tell("no file holds s3://\(object.bucket.printable)/\(object.key.printable), which the event names")
        }
        // Real time is another in each run, so it is kept apart from what must not be.
        console.tell("\(name): \(took.milliseconds) ms\(outcome.seed.map { ", seed \($0)" } ?? "")")
        return ending
    }

    private func verdict(_ ending: Ending, _ console: Console) -> String {
        switch ending {
        case .success: console.styled("Everything settled well.", .good)
        case .deadLetter: console.styled("\(outcome.story.deadLetters.count.of("dead letter")) left.", .bad)
        case .timedOut where !outcome.isSettled:
            console.styled("Not settled within the limit: \(outcome.waiting.joined(separator: ", ")).", .bad)
        case .timedOut: console.styled("A function ran out of time.", .bad)
        case .handlerFailed, .failure, .wrongInput:
            console.styled(
                "\((outcome.story.failures.count + outcome.refusals.count).of("event")) failed for good.",
                .bad
            )
        }
    }

    /// Of an answer that nobody wants to see the status is enough.
    private func lines(of answer: ClientAnswer, _ console: Console) -> [String] {
        let complaint = answer.complaint
        var head = "\(answer.method.printable) \(answer.target.pathAlone.printable)  \(answer.status)"
        head = console.styled(head, .bold)
        if let complaint {
            head += console.styled("  \(complaint)", .bad)
        } else if answer.request?.isHeld == true {
            head += console.styled("  as expected", .good)
        }
        return ["", head] + (answer.isShown ? lines(of: answer.body) : [])
    }

    private func lines(of verdict: AuthorizerAnswer, _ console: Console) -> [String] {
        let head = "authorizer of \(verdict.method.printable) \(verdict.target.pathAlone.printable)"
        return ["", console.styled(head, .bold)] + lines(of: verdict.body)
    }

    /// JSON in outline, and any other text as it is.
    private func lines(of body: [UInt8]) -> [String] {
        let text = String(decoding: body, as: UTF8.self).split(separator: "\n").map { String($0).printable }
        return (JSONValue(ifIn: body).map(Outline().lines) ?? text).map { "  \($0)" }
    }

    private func json(_ ending: Ending) -> JSONValue {
        var value: JSONObject = [
            "input": .string(name),
            "ending": .string(ending.meaning),
            "status": .integer(Int(ending.rawValue)),
            "settled": .bool(outcome.isSettled),
        ]
        value["seed"] = outcome.seed.map { .string("\($0)") }
        for member in outcome.story.json(timing).members { value[member.key] = member.value }
        if !outcome.missing.isEmpty {
            value["missingObjects"] = .array(outcome.missing.map { .string("s3://\($0.bucket)/\($0.key)") })
        }
        if !outcome.answers.isEmpty {
            value["answers"] = .array(
                outcome.answers.map { answer in
                    [
                        "method": .string(answer.method), "path": .string(answer.target.pathAlone),
                        "status": .integer(answer.status),
                        "body": Story.value(of: answer.body),
                    ]
                }
            )
        }
        if !outcome.verdicts.isEmpty {
            value["authorizers"] = .array(
                outcome.verdicts.map { verdict in
                    [
                        "method": .string(verdict.method), "path": .string(verdict.target.pathAlone),
                        "answer": Story.value(of: verdict.body),
                    ]
                }
            )
        }
        if !outcome.refusals.isEmpty { value["refusals"] = .array(outcome.refusals.map(JSONValue.string)) }
        if !outcome.waiting.isEmpty { value["waiting"] = .array(outcome.waiting.map(JSONValue.string)) }
        return .object(value)
    }
}

extension String {
    /// Without the query, in which a presigned URL holds its permission.
    fileprivate var pathAlone: String { String(prefix { $0 != "?" }) }
}
