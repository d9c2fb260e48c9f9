import Glibc
import Synchronization

/// AWS on loopback: moto's server, one for all tests of this process, started by the first that asks.
///
/// Tests run beside one another in it and share nothing, as long as each makes what it uses under ``newName(_:)``. It
/// takes any credentials and checks no signature: botocore is what signatures are compared with. For what it was asked
/// and where it failed, set ASSAY_EMULATOR_LOG to the path of a file.
package struct Emulator: Sendable {
    package let port: UInt16

    /// The one, or why there is none.
    package static func running() throws -> Emulator { try shared.get() }

    /// A name that nobody else has, fit for a bucket, a queue, a topic or a table.
    package func newName(_ kind: String) -> String {
        "\(kind)-\(Self.names.add(1, ordering: .relaxed).newValue)"
    }

    private static let shared = Result {
        let port = try process.withLock { process in
            let started = try EmulatorProcess()
            let port = started.port
            process = .some(consume started)
            return port
        }
        // Its input ends with this process in any case; this waits for its end too, and leaves nothing behind.
        atexit { process.withLock { $0 = nil } }
        return Emulator(port: port)
    }

    private static let process = Mutex<EmulatorProcess?>(nil)
    private static let names = Atomic<Int>(0)
}

/// A server that listens, until it goes out of scope.
package struct EmulatorProcess: ~Copyable {
    package let port: UInt16
    private let program: Program

    package init() throws(ProgramFailure) {
        var environment: [String: String] = [:]
        environment["ASSAY_EMULATOR_LOG"] = getenv("ASSAY_EMULATOR_LOG").map { String(cString: $0) }
        let command = PythonPeer.command("emulator")
        var program = try Program(command, environment: environment, input: .open)
        let line = program.line() ?? ""
        guard let port = UInt16(line) else {
            let (status, output) = program.finished()
            throw .ended(command, status: status, output: "\(line)\n\(output)")
        }
        self.port = port
        self.program = program
    }

    /// The status and the output of one whose input has ended.
    package consuming func withoutInput() -> (status: Int32, output: String) {
        program.endInput()
        return program.finished()
    }
}
