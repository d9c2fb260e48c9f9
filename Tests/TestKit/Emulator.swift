import Glibc
import Synchronization

/// AWS on loopback: moto's server, one for all tests of this process, started by the first that asks.
///
/// Tests run beside one another in it and share nothing, as long as each makes what it uses under ``newName(_:)``. For
/// what it was asked and where it failed, set ASSAY_EMULATOR_LOG to the path of a file.
package struct Emulator: Sendable {
    package let port: UInt16
    /// Who may call it; nil where anybody may, and no signature is checked.
    package let key: EmulatorProcess.Key?

    /// The one that takes any credentials.
    package static func running() throws -> Emulator { try lenient.get() }

    /// Another, which checks the signatures of headers; it knows none of queries.
    package static func checkingSignatures() throws -> Emulator { try strict.get() }

    /// A name that nobody else has, fit for a bucket, a queue, a topic or a table.
    package static func newName(_ kind: String) -> String {
        "\(kind)-\(names.add(1, ordering: .relaxed).newValue)"
    }

    private init(_ place: borrowing Mutex<EmulatorProcess?>, checksSignatures: Bool) throws {
        (port, key) = try place.withLock { place in
            let started = try EmulatorProcess(checksSignatures: checksSignatures)
            let facts = (started.port, started.key)
            place = .some(consume started)
            return facts
        }
    }

    private static let lenient = Result {
        // Its input ends with this process in any case; this waits for its end too, and leaves nothing behind.
        atexit { lenientProcess.withLock { $0 = nil } }
        return try Emulator(lenientProcess, checksSignatures: false)
    }

    private static let strict = Result {
        atexit { strictProcess.withLock { $0 = nil } }
        return try Emulator(strictProcess, checksSignatures: true)
    }

    private static let lenientProcess = Mutex<EmulatorProcess?>(nil)
    private static let strictProcess = Mutex<EmulatorProcess?>(nil)
    private static let names = Atomic<Int>(0)
}

/// A server that listens, until it goes out of scope.
package struct EmulatorProcess: ~Copyable {
    package struct Key: Sendable {
        package let id: String
        package let secret: String
    }

    package let port: UInt16
    package let key: Key?
    private let program: Program

    package init(checksSignatures: Bool = false) throws(ProgramFailure) {
        var environment: [String: String] = [:]
        environment["ASSAY_EMULATOR_LOG"] = getenv("ASSAY_EMULATOR_LOG").map { String(cString: $0) }
        let command = PythonPeer.command("emulator") + (checksSignatures ? ["signatures"] : [])
        var program = try Program(command, environment: environment, input: .open)
        let line = program.line() ?? ""
        let words = line.split(separator: " ").map(String.init)
        guard words.count == (checksSignatures ? 3 : 1), let port = words.first.flatMap({ UInt16($0) }) else {
            let (status, output) = program.finished()
            throw .ended(command, status: status, output: "\(line)\n\(output)")
        }
        self.port = port
        key = checksSignatures ? Key(id: words[1], secret: words[2]) : nil
        self.program = program
    }

    /// The status and the output of one whose input has ended.
    package consuming func withoutInput() -> (status: Int32, output: String) {
        program.endInput()
        return program.finished()
    }
}
