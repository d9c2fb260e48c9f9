import Glibc
import Processes
import TestKit
import Testing
import Time

struct SystemProgramsTests {
    private func outcome(
        _ arguments: String...,
        limit: Int = 1 << 16,
        within time: Duration = .seconds(30)
    ) async -> Result<String, ProgramFault> {
        await Self.outcome(arguments, limit: limit, within: time)
    }

    private static func outcome(
        _ arguments: [String],
        limit: Int = 1 << 16,
        within time: Duration = .seconds(30)
    ) async -> Result<String, ProgramFault> {
        do throws(ProgramFault) {
            let deadline = SystemClock().now + time
            let output = try await SystemPrograms().run(arguments, outputLimit: limit, deadline: deadline)
            return .success(String(decoding: output, as: UTF8.self))
        } catch {
            return .failure(error)
        }
    }

    @Test func `a program's output is what it wrote, and its errors are not kept`() async {
        #expect(await outcome("sh", "-c", "echo out; echo secret >&2; printf é") == .success("out\né"))
    }

    @Test func `arguments come as they were given, with no shell between`() async {
        #expect(await outcome("printf", "<%s>", "a b", "$HOME", "", "*") == .success("<a b><$HOME><><*>"))
    }

    @Test func `a program reads nothing, has no terminal, and keeps the environment`() async {
        #expect(await outcome("sh", "-c", "cat; cat </dev/tty || echo none") == .success("none\n"))
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        #expect(await outcome("sh", "-c", "printf %s \"$PATH\"") == .success(path))
    }

    @Test func `a program inherits no descriptor, blocks no signal, and dies of a broken pipe`() async throws {
        // One that would be inherited by carelessness.
        let open = Glibc.open("/dev/null", O_RDONLY)
        defer { _ = close(open) }
        let found = await outcome("sh", "-c", "cd /proc/self/fd; echo *; grep -E 'Sig(Blk|Ign)' /proc/self/status")
        let lines = try found.get().split(separator: "\n")
        // The shell's own script is the argument; * is read through one of its own.
        #expect(lines.first.map { $0.split(separator: " ").allSatisfy { (Int($0) ?? 99) <= 3 } } == true)
        #expect(lines.contains { $0.hasPrefix("SigBlk") && $0.hasSuffix("0000000000000000") })
        let ignored = lines.first { $0.hasPrefix("SigIgn") }.flatMap { UInt64($0.suffix(16), radix: 16) }
        #expect(ignored.map { $0 & (1 << UInt64(SIGPIPE - 1)) } == 0)
    }

    @Test(arguments: [("exit 3", 3), ("kill -9 $$", 137), ("kill -15 $$", 143), ("echo x; exit 1", 1)])
    func `a program that fails tells how`(script: String, status: Int) async {
        #expect(await outcome("sh", "-c", script) == .failure(.failed(status: status)))
    }

    @Test(arguments: [["/nowhere/program"], ["no-such-program-anywhere"], ["/dev/null"], [], [""], ["a\u{0}b"]])
    func `what is no program does not start`(arguments: [String]) async {
        guard case .failure(.cannotStart) = await Self.outcome(arguments) else {
            return #expect(Bool(false), "\(arguments) started")
        }
    }

    @Test func `as much output as allowed comes whole, and a byte more ends the program`() async {
        let wanted = String(repeating: "x", count: 300_000)
        let script = "head -c 300000 /dev/zero | tr '\\0' x"
        #expect(await outcome("sh", "-c", script, limit: 300_000) == .success(wanted))
        #expect(await outcome("sh", "-c", script, limit: 299_999) == .failure(.outputOverLimit(299_999)))
        #expect(await outcome("yes") == .failure(.outputOverLimit(1 << 16)))
    }

    @Test func `a program that closes its output is waited for`() async {
        #expect(await outcome("sh", "-c", "echo x; exec >&-; sleep 0.2; exit 4") == .failure(.failed(status: 4)))
    }

    @Test func `nobody waits for what a program leaves behind with its output open`() async throws {
        // Whoever waited for it would meet the deadline first.
        let found = await outcome("sh", "-c", "sleep 1000 & echo $!")
        let id = try #require(Int32(try found.get().filter(\.isNumber)))
        #expect(kill(id, SIGKILL) == 0)
    }

    @Test func `at the deadline a program is killed with all that it has started`() async throws {
        let folder = try withTemporaryFolder { $0 }
        try run("mkdir", folder)
        let script = "sleep 1000 & echo $! > \(folder)/id; trap '' TERM HUP INT; wait; sleep 1000"
        #expect(await outcome("sh", "-c", script, within: .milliseconds(1_500)) == .failure(.deadlinePassed))
        let id = try #require(Int32(try run("cat", "\(folder)/id").filter(\.isNumber)))
        // Whoever adopts it reaps it, sooner or later.
        var state = "S"
        for _ in 0..<1_000 where state != "Z" && state != "" {
            state = try run("sh", "-c", "sed -n 's/^State:.\\(.\\).*/\\1/p' /proc/\(id)/status 2>/dev/null || true")
                .filter(\.isLetter)
        }
        #expect(state == "Z" || state == "")
        try run("rm", "-rf", folder)
    }

    @Test func `after its deadline no program starts`() async throws {
        try await withTemporaryFolder { folder in
            #expect(await outcome("touch", "\(folder)/a", within: .zero) == .failure(.deadlinePassed))
            #expect(access("\(folder)/a", F_OK) != 0)
        }
    }

    @Test func `a program whose caller is cancelled is killed, before or after its start`() async {
        let ends = await withTaskGroup(of: Result<String, ProgramFault>.self) { group in
            for _ in 0..<4 { group.addTask { await Self.outcome(["sleep", "1000"]) } }
            group.cancelAll()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ends == Array(repeating: .failure(.cancelled), count: 4))
        let end = await withTaskGroup(of: Result<String, ProgramFault>?.self) { group in
            group.addTask { await Self.outcome(["sleep", "1000"]) }
            // Ends after the other has begun.
            group.addTask {
                _ = await Self.outcome(["sleep", "0.2"])
                return nil
            }
            var end: Result<String, ProgramFault>?
            for await found in group {
                group.cancelAll()
                end = found ?? end
            }
            return end
        }
        #expect(end == .failure(.cancelled))
    }

    @Test func `fifty programs at once each get their own answer, and leave nothing behind`() async throws {
        let ids = Shared<[Int32]>([])
        await withTaskGroup { group in
            for number in 0..<50 {
                group.addTask {
                    let found = await Self.outcome(["sh", "-c", "echo $$; sleep 0.1; echo \(number)"])
                    guard case .success(let text) = found else { return #expect(Bool(false), "\(found)") }
                    let lines = text.split(separator: "\n")
                    #expect(lines.last.flatMap { Int($0) } == number)
                    if let id = lines.first.flatMap({ Int32($0) }) { ids.withLock { $0.append(id) } }
                }
            }
        }
        let found = ids.withLock { $0 }
        #expect(Set(found).count == 50)
        // A zombie can be signalled, one that was reaped cannot.
        #expect(found.allSatisfy { kill($0, 0) != 0 && errno == ESRCH })
    }

    @Test func `programs leave no descriptor open, however they end`() async {
        let runs = 400
        for number in 0..<runs {
            switch number % 5 {
            case 0: _ = await outcome("true")
            case 1: _ = await outcome("false")
            case 2: _ = await outcome("/nowhere/program")
            case 3: _ = await outcome("echo", "long", limit: 1)
            default: _ = await outcome("sleep", "60", within: .milliseconds(5))
            }
        }
        // Other tests have some open at this moment, but nothing like one for each run.
        for kind in ["pipe:", "anon_inode:[pidfd]", "anon_inode:[eventfd]"] {
            #expect(Descriptors.count(of: kind) < runs / 5)
        }
    }
}
