// Measures the AWS client as a whole, encoding, signing, transport and decoding, against Benchmarks/http-sink.
//
//   aws-calls rates URL COUNT                       every call so many times, one at a time and four times as many
//                                                   sixteen at a time
//   aws-calls put|get URL BYTES [CERTIFICATES]      one object, streamed; prints also the most that was resident

import AWSClient
import Glibc
import HTTP
import JSON
import Time

@main enum Main {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count >= 4, let count = Int(words[3]) else {
            print("usage: aws-calls rates URL COUNT | put URL BYTES [CERTIFICATES] | get URL BYTES [CERTIFICATES]")
            exit(2)
        }
        let transport = CurlTransport(trusting: CertificateAuthorities(.file(words.count > 4 ? words[4] : "/none")))
        let context = AWSContext(
            ClientSettings(AWSSettings(["AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": words[2]])),
            credentials: Credentials(
                accessKeyID: "ASIAIOSFODNN7EXAMPLE",
                secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                sessionToken: String(repeating: "FwoGZXIvYXdzEBYaDKj0", count: 20)
            ),
            outside: Outside(transport: transport, clock: SystemClock(), random: SystemRandom())
        )
        let figures: JSONValue
        switch words[1] {
        case "rates": figures = try await Calls(context).rates(of: count)
        case "put": figures = try await Streams(context).put(count)
        case "get": figures = try await Streams(context).get(count)
        default: exit(2)
        }
        print(String(decoding: figures.bytes(), as: UTF8.self))
        await transport.shutDown()
    }
}
