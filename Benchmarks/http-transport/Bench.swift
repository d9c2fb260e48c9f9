import BenchKit
import HTTP

struct Bench: Sendable {
    let transport: CurlTransport
    let origin: WebOrigin

    func requests(_ count: Int, atATime: Int) async throws {
        let request = WebRequest(method: "POST", origin: origin, body: .bytes([UInt8](repeating: 0, count: 1_024)))
        try await repeated(min(200, count), atATime: 1) { try await ask(request) }
        let time = try await seconds {
            try await repeated(count, atATime: atATime) { try await ask(request) }
        }
        print(#"{"requests_per_second":\#(Int(Double(count) / time)),"cpu_us":\#(cpu(count))}"#)
    }

    func download(_ size: Int) async throws {
        let sink = CountingSink()
        let time = try await seconds {
            _ = try await transport.exchange(WebRequest(origin: origin, target: "/\(size)"), into: sink)
        }
        guard sink.count == size else { throw BodyFailure("\(sink.count) bytes came") }
        report(size, time)
    }

    func upload(_ size: Int) async throws {
        let body = WebBody.stream(EndlessSource(size), length: size)
        let time = try await seconds {
            _ = try await transport.exchange(WebRequest(method: "PUT", origin: origin, body: body), bodyLimit: 4_096)
        }
        report(size, time)
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

    private func ask(_ request: WebRequest) async throws {
        let response = try await transport.exchange(request, bodyLimit: 4_096)
        guard response.body.count == 1_024 else { throw BodyFailure("\(response.body.count) bytes came") }
    }

    private func report(_ size: Int, _ time: Double) {
        print(#"{"mb_per_second":\#(Int(Double(size) / 1e6 / time)),"rss_mb":\#(Usage().peakMB)}"#)
    }

    private func cpu(_ count: Int) -> Int { Int(Usage().processorSeconds * 1e6) / count }
}
