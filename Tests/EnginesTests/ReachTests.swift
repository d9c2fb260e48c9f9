import Domain
import Engines
import HTTP
import Ports
import TestKit
import Testing
import Time

/// Addresses that a setting, or a name, must not lead to.
@Suite struct ReachTests {
    private func failure(at host: String) async -> PortError? {
        let origin = WebOrigin(scheme: .http, host: host, port: 80)
        let scanner = HTTPScanner(CurlTransport(trusting: .none), at: origin, .verdicts)
        do throws(PortError) {
            _ = try await scanner.until(SystemClock().now + .seconds(10)).scan(OwnContent([1]))
            return nil
        } catch {
            return error
        }
    }

    /// However it is written: libcurl asks the system what a number means.
    @Test(arguments: [
        "169.254.169.254", "169.254.170.2", "169.254.0.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376",
        "169.254.43518", "fe80::1", "febf::1", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
        "::ffff:169.254.169.254",
        "::ffff:a9fe:a9fe", "64:ff9b::169.254.169.254", "2002:a9fe:a9fe::1", "0.0.0.0", "::", "100.100.100.200",
        "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "ff02::1",
    ]) func `an address of metadata is not spoken to, however it is written`(host: String) async {
        guard case .unavailable(let outage)? = await failure(at: host) else {
            Issue.record("\(host) was spoken to")
            return
        }
        #expect(outage.message.contains("may not be spoken to"), "\(outage)")
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `others are, as a name or a number`(host: String) async throws {
        let fixture = try EngineFixture { connection in
            for _ in 0..<2 { connection.answer { _ in #"{"result": {"verdict": "clean"}}"# } }
        }
        let origin = WebOrigin(scheme: .http, host: host, port: fixture.server.port)
        let transport = CurlTransport(trusting: .none)
        for _ in 0..<2 {
            // Over a connection that was kept, too.
            let verdict = try await HTTPScanner(transport, at: origin, .verdicts).scan(OwnContent([1]))
            #expect(verdict.category == .undetected)
        }
    }
}
