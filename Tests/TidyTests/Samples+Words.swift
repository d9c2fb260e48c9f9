private let path = "Sources/Hosting/Serve.swift"

private func ban(_ broken: String, at path: String = path, sound: String, names: String) -> Sample {
    Sample(BannedWords(), broken, at: path, broken: broken, sound: sound, names: names)
}

let wordSamples: [Sample] = [
    ban("public struct S {}", sound: "package struct S { let republic = \"public\" } // public", names: "package"),
    ban("Task.detached { }", sound: "group.addTask { }", names: "task group"),
    ban("let t = Task { await f() }", sound: "group.addTask { await f() }", names: "task group"),
    ban("Task(priority: .high) { }", sound: "MyTask(priority: .high) { }", names: "task group"),
    ban("Task<Void, Never> { }", sound: "func f() -> Task<Void, Never> { x }", names: "task group"),
    ban("Task.immediate { }", sound: "task.immediate()", names: "task group"),
    ban("final class C: @unchecked Sendable {}", sound: "final class C: Sendable {}", names: "Mutex"),
    ban("nonisolated(unsafe) var a = 1", sound: "nonisolated let a = 1", names: "Mutex"),
    ban("DispatchSemaphore(value: 0)", sound: "await gate.wait()", names: "await instead"),
    ban("sem_wait(&lock)", sound: "sem_waiter()", names: "await instead"),
    ban("scalar.properties.name", sound: "scalar.value", names: "a zip leaves the names out"),
    ban("try await Task.sleep(for: .seconds(1))", sound: "try await clock.sleep(for: .seconds(1))", names: "WallClock"),
    ban("fatalError(\"no\")", sound: "throw Failure.no", names: "throw"),
    ban("preconditionFailure()", sound: "precondition(a > 0)", names: "throw"),
    ban("let a = try? f()", sound: "let a = try f()", names: "catch"),
    ban("// " + "TO" + "DO later", sound: "// Every todo is done.", names: "do it now"),
    ban("f() // " + "FIX" + "ME", sound: "f()", names: "do it now"),
    ban("print(\"\\(try? f())\")", sound: "print(\"try? \\(f()) try?\")", names: "catch"),
    Sample(
        BannedWords(),
        "an exception whose decision record does not exist",
        broken: [path: "// docs/decisions/0007\nTask.detached { }", "docs/decisions/0006-b.md": ""],
        sound: [path: "// docs/decisions/0007\nTask.detached { }", "docs/decisions/0007-a.md": ""],
        names: ":2: Task.detached"
    ),
    Sample(
        BannedWords(),
        "the clock's own room sleeps",
        broken: ["Sources/Time/Other.swift": "Task.sleep(for: d)"],
        sound: ["Sources/Time/SystemClock.swift": "Task.sleep(for: d)"],
        names: "WallClock"
    ),
    Sample(
        BannedWords(),
        "a test may trap, a product may not",
        broken: ["local-runner/Main.swift": "fatalError()"],
        sound: ["Tests/DomainTests/T.swift": "fatalError()"],
        names: "local-runner/Main.swift:1"
    ),
    Sample(
        TypeNames(),
        "a vague name",
        at: path,
        broken: "package final class QueueManager {}",
        sound: "package final class Queue { let serviceBase = \"struct AManager\" }",
        names: "QueueManager"
    ),
]
