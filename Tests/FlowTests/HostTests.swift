import FlowKit
import JSON
import TestKit
import Testing
import Time

/// The same claims of the flow wherever it runs.
@Suite(.serialized, .disabled(if: Sanitizer.isPresent, "\(Sanitizer.excuse)")) struct HostTests {
    @Test(.timeLimit(.minutes(3)), arguments: Host.allCases)
    func `uploads and drops come to their ends, and nobody else sees them`(_ host: Host) async throws {
        if let absence = host.absence { try Test.cancel("\(absence)") }
        try await host.run(Self.check)
    }

    private static func check(_ site: any FlowSite) async throws {
        for key in [nil, "development.wrong"] {
            let status = try await site.ask("GET", "/docs", nil, key: key).status
            #expect(status == (key == nil ? 401 : 403), "\(status)")
        }
        #expect(try await site.ask("GET", "/docs/00000000-0000-4000-8000-000000000000").status == 404)
        try await site.leave(FlowTests.eicar, as: "dropped.com")
        let clean = try await site.handOver(Array("hello, world".utf8), as: "clean.txt")
        let bad = try await site.handOver(FlowTests.eicar, as: "bad.com")
        let dropped = try await site.id(of: "dropped.com")
        for (id, size, category) in [(clean, 12, "undetected"), (bad, 68, "malicious"), (dropped, 68, "malicious")] {
            let whole = try await site.done(id)
            #expect(whole["status"] == "done" && whole["file_size"] == .integer(size), "\(whole)")
            let results = try await site.ask("GET", "/docs/\(id)/scan-results").json
            #expect(results["scan-results"]?.array?.map { $0["category"]?.string } == [category], "\(results)")
            let metadata = try await site.ask("GET", "/docs/\(id)/meta").json
            #expect(metadata["meta"]?["size"] == .integer(size), "\(metadata)")
        }
        #expect(try await site.ask("GET", "/docs/\(clean)").json["file_type"] == "text/plain")
    }

    @Test(
        .enabled(if: PythonPeer.ministack.isInstalled, "\(PythonPeer.ministack.absence)"),
        arguments: MiniStackGap.allCases
    )
    func `what MiniStack does not carry of the template it still does not`(_ gap: MiniStackGap) throws {
        let fault = try MiniStack(keeping: gap).fault
        withKnownIssue("\(gap.rawValue): \(gap.meaning)") { #expect(fault == nil) }
        #expect(fault?.contains(gap.words) == true, "\(fault ?? "")")
    }
}

/// What of template.yaml MiniStack cannot carry: it is taken out, or done by calls in its place.
enum MiniStackGap: String, CaseIterable {
    case canaries, alarms, numbers, routes

    /// What its fault says.
    var words: String {
        switch self {
        case .canaries: "AWS::CodeDeploy"
        case .alarms: "metric math"
        case .numbers: "cannot be run"
        case .routes: "no routes"
        }
    }

    var meaning: String {
        switch self {
        case .canaries: "there is no CodeDeploy, and so no canary deployment"
        case .alarms: "an alarm over metric math is refused"
        case .numbers: "a number among the environment of a function stays one, and it cannot be run"
        case .routes: "an HTTP API that is described by OpenAPI has no routes"
        }
    }
}

extension FlowSite {
    /// Asks for an upload, uploads and confirms: the id of the document.
    func handOver(_ bytes: [UInt8], as name: String) async throws -> String {
        let asked = try await ask("POST", "/docs/request-upload", ["file_name": .string(name)])
        let json = try asked.json
        let id = try #require(json["id"]?.string, "\(asked)")
        #expect(try await send(bytes, to: try #require(json["upload_url"]?.string)) == 200)
        #expect(try await ask("POST", "/docs/\(id)/confirm-upload").status == 202)
        return id
    }

    /// What is said of a document that is done, or of one that is not after a minute.
    func done(_ id: String) async throws -> JSONValue {
        var whole = try await ask("GET", "/docs/\(id)").json
        for _ in 0..<Self.looks where whole["status"] != "done" {
            try await clock.sleep(for: Self.pause)
            whole = try await ask("GET", "/docs/\(id)").json
        }
        return whole
    }

    /// The id of a document that came by itself.
    func id(of name: String) async throws -> String {
        for _ in 0..<Self.looks {
            for entry in try await ask("GET", "/docs").json["documents"]?.array ?? [] {
                guard let id = entry["id"]?.string else { continue }
                if try await ask("GET", "/docs/\(id)").json["file_name"]?.string == name { return id }
            }
            try await clock.sleep(for: Self.pause)
        }
        throw HostFailure(reason: "\(name) has become no document")
    }

    private static var looks: Int { 120 }
    private static var pause: Duration { .milliseconds(500) }
}
