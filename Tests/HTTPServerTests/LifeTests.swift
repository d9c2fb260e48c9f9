import Glibc
import HTTP
import HTTPServer
import Sockets
import TestKit
import Testing
import Time

@Suite(.timeLimit(.minutes(2)), .serialized) struct LifeTests {
    private static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `every listening socket of a server is of the loopback address`() async throws {
        try await serving(Echo()) { port in
            let hexadecimal = String(port, radix: 16, uppercase: true)
            let suffix = ":" + String(repeating: "0", count: 4 - hexadecimal.utf8.count) + hexadecimal
            var listening: [Substring] = []
            for line in try run("cat", "/proc/net/tcp", "/proc/net/tcp6").split(separator: "\n") {
                let columns = line.split(separator: " ")
                if columns.count > 3, columns[1].hasSuffix(suffix), columns[3] == "0A" { listening.append(columns[1]) }
            }
            #expect(listening == ["0100007F\(suffix)"])
        }
    }

    @Test func `programs that are started inherit no socket of a server`() async throws {
        try await serving(Echo()) { port in
            var client = try RawClient(port)
            try client.send(Self.request)
            _ = try client.answer()
            let inherited = (Int32(0)..<4_096).filter { localPort(of: $0) == port }.map { fcntl($0, F_GETFD) }
            #expect(inherited == [FD_CLOEXEC, FD_CLOEXEC], "the listener and the connection")
        }
    }

    @Test func `a port in use is an error that says what to do`() async throws {
        try await withEventLoop { crew in
            let server = try HTTPServer(on: crew)
            let failure = #expect(throws: ServerFailure.portInUse(server.port)) {
                try HTTPServer(on: crew, port: server.port)
            }
            #expect(failure?.description.contains("choose another port") == true)
        }
    }

    @Test func `a port is free again once its server has ended`() async throws {
        try await withEventLoop { crew in
            let port = try HTTPServer(on: crew).port
            for _ in 0..<3 { #expect(try HTTPServer(on: crew, port: port).port == port) }
        }
    }

    @Test func `many servers share a loop`() async throws {
        try await withEventLoop { crew in
            let servers = try (0..<50).map { _ in try HTTPServer(on: crew) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, server) in servers.enumerated() {
                    group.addTask { await server.serve(Scripted { _ in WebAnswer(status: 200 + number) }) }
                }
                try await onThreadOfItsOwn {
                    for (number, server) in servers.enumerated() {
                        var client = try RawClient(server.port)
                        try client.send(Self.request)
                        #expect(try client.answer()?.status == 200 + number)
                    }
                }
                group.cancelAll()
            }
        }
    }

    @Test func `a stop lets the answer at work out and ends what is idle`() async throws {
        let (begun, mayAnswer) = (Milestone(), Milestone())
        let cancelled = Shared(false)
        let slow = Scripted { request in
            if request.target == "/" { return WebAnswer(status: 200) }
            begun.reach()
            await mayAnswer.wait()
            if Task.isCancelled { cancelled.withLock { $0 = true } }
            return WebAnswer(status: 201)
        }
        let stop = Milestone()
        try await serving(slow, stop: stop) { port in
            var idle = try RawClient(port)
            var busy = try RawClient(port)
            try idle.send(Self.request)
            #expect(try idle.answer()?.status == 200)
            try busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await begun.wait()
            stop.reach()
            #expect(try idle.answer() == nil)
            mayAnswer.reach()
            let answer = try #require(try busy.answer())
            #expect(answer.status == 201 && answer.field("connection") == "close")
            #expect(try busy.answer() == nil)
        }
        #expect(cancelled.withLock { $0 } == false)
    }

    @Test func `what takes longer than a stop allows is cancelled`() async throws {
        let clock = ManualClock()
        let (begun, cancelled) = (Milestone(), Milestone())
        let endless = Scripted { _ in
            begun.reach()
            do { try await clock.sleep(until: .distantFuture) } catch { cancelled.reach() }
            return WebAnswer(status: 200)
        }
        let stop = Milestone()
        try await serving(endless, clock: clock, stop: stop) { port in
            var client = try RawClient(port)
            try client.send(Self.request)
            await begun.wait()
            stop.reach()
            while cancelled.count == 0 {
                clock.advance(by: .seconds(1))
                await Task.yield()
            }
            #expect(try client.answer() == nil)
        }
    }

    @Test func `a client that goes away has its answer cancelled`() async throws {
        let (begun, cancelled) = (Milestone(), Milestone())
        let waiting = Scripted { _ in
            begun.reach()
            do { try await SystemClock().sleep(for: .seconds(600)) } catch { cancelled.reach() }
            return WebAnswer(status: 200)
        }
        try await serving(waiting) { port in
            let client = try RawClient(port)
            try client.send(Self.request)
            await begun.wait()
            client.close()
            await cancelled.wait()
        }
    }

    @Test func `answers come from the loop's own thread, actors and all`() async throws {
        actor Counter {
            var threads: Set<UInt> = []
            func note() { threads.insert(UInt(pthread_self())) }
        }
        let counter = Counter()
        let noting = Scripted { _ in
            await counter.note()
            return WebAnswer(status: 200)
        }
        try await serving(noting) { port in
            for _ in 0..<20 {
                var client = try RawClient(port)
                try client.send(Self.request)
                _ = try client.answer()
            }
            #expect(await counter.threads.count == 1)
        }
    }

    @Test func `one connection more than the limit takes the place of the idle one`() async throws {
        var limits = ServerLimits()
        limits.connections = 2
        try await serving(Echo(), limits: limits) { port in
            var first = try RawClient(port)
            try first.send(Self.request)
            #expect(try first.answer()?.status == 200)
            for _ in 0..<5 {
                var next = try RawClient(port)
                try next.send(Self.request)
                #expect(try next.answer()?.status == 200)
            }
            #expect(try first.answer() == nil)
        }
    }

    @Test func `ten thousand connections leave nothing behind`() async throws {
        try await serving(Echo()) { port in
            func visit(_ count: Int) throws {
                for _ in 0..<count {
                    var client = try RawClient(port)
                    try client.send(Self.request)
                    #expect(try client.answer()?.status == 200)
                }
            }
            try visit(500)
            let before = (Descriptors.count(of: "socket:"), residentBytes())
            try visit(10_000)
            let after = (Descriptors.count(of: "socket:"), residentBytes())
            // Other tests run beside this one, and have sockets and memory of their own.
            #expect(after.0 - before.0 < 200)
            #expect(after.1 - before.1 < 100_000_000)
        }
    }
}

private func localPort(of descriptor: Int32) -> UInt16? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isSocket = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
    }
    return isSocket && Int32(address.sin_family) == AF_INET ? UInt16(bigEndian: address.sin_port) : nil
}

private func residentBytes() -> Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss * 1_024
}
