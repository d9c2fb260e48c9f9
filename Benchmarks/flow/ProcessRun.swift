import AWSClient
import Crypto
import FlowKit
import Glibc
import HTTP
import JSON
import Ports
import Template
import TestKit
import Time
import Wiring

/// As many documents at once as the machine carries, where each function runs in processes of its own.
///
/// The functions are the zips' programs, local-runner is their host, and all of them meet on loopback.
struct ProcessRun {
    let count: Int
    /// Where the template is written to, which has `build/zips` and an empty `seed` beside it.
    let folder: String

    /// Whoever ends the shell's input ends local-runner, which then takes away what it has unpacked.
    private static let shell = #""$0" "$@" 2>/dev/null & read -r _; kill $!; wait"#

    func tell() async throws {
        let operators = try P256.PrivateKey(from: SystemRandom())
        let template = "\(folder)/template.yaml"
        try write(try TemplateText.withEngines(Load.engines), to: template)
        let words = [
            "sh", "-c", Self.shell, "build/local-runner", "start", "--port", "0", "--json", "--processes",
            "--template", template, "--seed-data", "\(folder)/seed",
            "--parameters", "CataloguePublicKey=\(operators.publicKey.hex)",
        ]
        // What functions log goes nowhere: nobody reads it, and the pipe would be full.
        var program = try Program(words, input: .open)
        let line = program.line()
        let seconds = await Outcome.of {
            try await measure(RunnerSite(line, trusting: operators.publicKey.hex), operators)
        }
        program.endInput()
        _ = program.finished()
        print(JSONValue.speed("documents_per_second_processes", count, in: try seconds.get()))
    }

    private func measure(_ site: RunnerSite, _ operators: P256.PrivateKey) async throws -> Double {
        try await site.furnish(Load.engines, signedBy: operators)
        try await site.waitForEngines()
        return try await site.handOver(count)
    }

    private func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw Odd("\(path) cannot be written") }
        defer { fclose(file) }
        guard fputs(text, file) >= 0 else { throw Odd("\(path) cannot be written") }
    }
}

/// The template in a local-runner of its own.
struct RunnerSite: Deployed {
    let stack: Stack
    let origin: WebOrigin
    let outside = Outside(
        transport: CurlTransport(trusting: CertificateAuthorities(.file("/nowhere"))),
        clock: SystemClock(),
        random: SystemRandom()
    )

    /// From the line that local-runner begins with.
    init(_ line: String?, trusting key: String) throws {
        let url = try JSONValue(parsing: Array((line ?? "null").utf8))["url"]?.string ?? ""
        guard let port = url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw Odd("local-runner did not start: \(line ?? "nothing")")
        }
        origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: port)
        stack = try World.stack(engines: Load.engines, trusting: key, at: url)
    }

    /// Until each has proved itself: before that nobody asks it anything.
    func waitForEngines() async throws {
        var supply = try supply()
        let records = try supply.engineRecords()
        while try await records.all().count < Load.engines.count {
            try await outside.clock.sleep(for: .milliseconds(100))
        }
    }
}
