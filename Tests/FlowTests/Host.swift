import AWSClient
import FlowKit
import Glibc
import HTTP
import JSON
import LocalCloud
import TestKit
import Time

/// Where the flow runs: template.yaml with all functions.
enum Host: CaseIterable {
    case inProcess, processes, miniStack

    /// Why it cannot be tried here.
    var absence: String? {
        switch self {
        case .inProcess: nil
        case .processes:
            access(ChildProcess.path(of: "scan"), X_OK) == 0 ? nil : "the functions are not built: swift build"
        case .miniStack: PythonPeer.ministack.isInstalled ? nil : PythonPeer.ministack.absence
        }
    }

    /// Has a site run for as long as the work does.
    func run(_ work: @escaping @Sendable (any FlowSite) async throws -> Void) async throws {
        switch self {
        case .inProcess: try Course.run(seed: 5) { try await work($0.world) }
        case .processes:
            // What functions log goes nowhere: nobody reads it, and the pipe would be full.
            let start = #"exec "$0" start --port 0 --json --processes --template "$1" 2>/dev/null"#
            let runner = ChildProcess.path(of: "local-runner")
            // Killed, it removes nothing itself.
            try await withTemporaryFolder { folder in
                var program = try Program(
                    ["sh", "-c", start, runner, "\(RepositoryPlace.root)/template.yaml"],
                    environment: ["TMPDIR": folder]
                )
                try await work(try DistantSite(program.line()))
                _ = consume program
            }
        case .miniStack:
            let program = try MiniStack()
            try await work(try DistantSite(program.line))
            _ = program.end()
        }
    }
}

/// MiniStack with template.yaml deployed in it, until it goes out of scope.
struct MiniStack: ~Copyable {
    /// What it said of where it is.
    let line: String
    private let program: Program

    init(keeping gap: MiniStackGap? = nil) throws {
        let words =
            PythonPeer.command("ministack") + ["\(RepositoryPlace.root)/template.yaml", RepositoryPlace.programs]
        var program = try Program(words + (gap.map { [$0.rawValue] } ?? []), input: .open)
        line = program.line() ?? ""
        self.program = program
    }

    /// Why the deployment failed.
    var fault: String? {
        do {
            return try JSONValue(parsing: Array(line.utf8))["fault"]?.string
        } catch {
            return line
        }
    }

    consuming func end() -> Int32 {
        program.endInput()
        return program.finished().status
    }
}

/// Whoever answers as the API and the bucket of a deployment do.
protocol FlowSite: Sendable {
    var clock: any WallClock { get }
    func ask(_ method: String, _ path: String, _ body: JSONValue?, key: String?) async throws -> CalledAnswer
    /// Sends bytes where a grant says.
    func send(_ bytes: [UInt8], to url: String) async throws -> Int
    /// Stores an object without asking anybody.
    func leave(_ bytes: [UInt8], as name: String) async throws
    var key: String { get }
}

extension FlowSite {
    func ask(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> CalledAnswer {
        try await ask(method, path, body, key: key)
    }
}

extension World: FlowSite {
    var clock: any WallClock { ground.clock }
    var key: String { World.apiKey }

    func ask(_ method: String, _ path: String, _ body: JSONValue?, key: String?) async throws -> CalledAnswer {
        try await call(method, path, body, key: key)
    }

    func send(_ bytes: [UInt8], to url: String) async throws -> Int { try await put(bytes, to: url) }
    func leave(_ bytes: [UInt8], as name: String) async throws { try await drop(bytes, as: name) }
}

struct HostFailure: Error {
    let reason: String
}

/// The repository, whose tests these are, and its programs.
enum RepositoryPlace {
    static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }
    static let programs = ChildProcess.path(of: "scan").split(separator: "/").dropLast()
        .reduce(into: "") { $0 += "/\($1)" }
}
