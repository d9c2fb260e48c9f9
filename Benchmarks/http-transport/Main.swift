// Measures CurlTransport against the server of Benchmarks/http-sink, one thing in one process.
//
//   http-transport requests PORT COUNT AT-A-TIME     1 KB there and back; prints requests_per_second
//   http-transport download|upload PORT BYTES        one streamed body; prints mb_per_second and rss_mb, its peak
//   http-transport cancel PORT ROUNDS                100 requests at once, cancelled; prints what was left behind

import Glibc
import HTTP

@main enum Main {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count >= 4, let port = UInt16(words[2]), let count = Int(words[3]) else {
            print(
                "usage: http-transport requests PORT COUNT AT-A-TIME | download|upload PORT BYTES | cancel PORT ROUNDS"
            )
            exit(2)
        }
        let transport = CurlTransport(trusting: CertificateAuthorities(.file("/none")))
        let bench = Bench(transport: transport, origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: port))
        switch words[1] {
        case "requests": try await bench.requests(count, atATime: words.count > 4 ? Int(words[4]) ?? 1 : 1)
        case "download": try await bench.download(count)
        case "upload": try await bench.upload(count)
        case "cancel": try await bench.cancel(rounds: count)
        default: exit(2)
        }
        await transport.shutDown()
    }
}
