import HTTP

struct Bench: Sendable {
    let transport: CurlTransport
    let origin: WebOrigin

    func requests(_ count: Int, atATime: Int) async throws {
        let request = WebRequest(method: "POST", origin: origin, body: .bytes([UInt8](repeating: 0, count: 1_024)))
        let share = count / atATime
        try await ask(request, times: min(200, share))
        let seconds = try await measure {
            if atATime == 1 { return try await ask(request, times: share) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<atATime { group.addTask { try await ask(request, times: share) } }
                try await group.waitForAll()
            }
        }
        print(#"{"requests_per_second":\#(Int(Double(share * atATime) / seconds)),"cpu_us":\#(cpu(share * atATime))}"#)
    }

    func download(_ size: Int) async throws {
        let sink = CountingSink()
        let seconds = try await measure {
            _ = try await transport.exchange(WebRequest(origin: origin, target: "/\(size)"), into: sink)
        }
        guard sink.count == size else { throw BodyFailure("\(sink.count) bytes came") }
        report(size, seconds)
    }

    func upload(_ size: Int) async throws {
        let body = WebBody.stream(EndlessSource(size), length: size)
        let seconds = try await measure {
            _ = try await transport.exchange(WebRequest(method: "PUT", origin: origin, body: body), bodyLimit: 4_096)
        }
        report(size, seconds)
    }

    /// Each response is longer than anybody waits for.
    func cancel(rounds: Int) async throws {
        // The first rounds find out how much memory a hundred streams need.
        for _ in 0..<rounds { await cancelHundred() }
        let before = Usage()
        for _ in 0..<rounds { await cancelHundred() }
        let after = Usage()
        let growth = ((after.residentMB - before.residentMB) * 10).rounded() / 10
        print(
            #"{"cancelled_requests":\#(rounds * 100),"rss_growth_mb":\#(growth),"#
                + #""descriptors_left":\#(after.descriptors - before.descriptors)}"#
        )
    }

    private func cancelHundred() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    do throws(TransportFailure) {
                        _ = try await transport.exchange(
                            WebRequest(origin: origin, target: "/100000000000"),
                            into: CountingSink()
                        )
                    } catch {
                        guard error == .cancelled else { return print(error) }
                    }
                }
            }
            for _ in 0..<10_000 { await Task.yield() }
            group.cancelAll()
        }
    }

    private func ask(_ request: WebRequest, times: Int) async throws {
        for _ in 0..<times {
            let response = try await transport.exchange(request, bodyLimit: 4_096)
            guard response.body.count == 1_024 else { throw BodyFailure("\(response.body.count) bytes came") }
        }
    }

    private func measure(_ work: () async throws -> Void) async rethrows -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private func report(_ size: Int, _ seconds: Double) {
        print(#"{"mb_per_second":\#(Int(Double(size) / 1e6 / seconds)),"rss_mb":\#(Usage().peakMB)}"#)
    }

    private func cpu(_ count: Int) -> Int { Int(Usage().processorSeconds * 1e6) / count }
}
