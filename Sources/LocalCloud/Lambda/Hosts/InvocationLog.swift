import Hosting
import Time
import Synchronization

/// The lines of one event: the function's own between those that Lambda puts around them.
package final class InvocationLog: LogSink {
    private let requestID: String
    private let function: FunctionConfiguration
    private let log: FunctionLog
    private let end = Mutex<[UInt8]>([])

    package init(requestID: String, of function: FunctionConfiguration, in log: FunctionLog) {
        self.requestID = requestID
        self.function = function
        self.log = log
    }

    /// The last of what was written, as `LogType: Tail` gives it.
    package var tail: [UInt8] { end.withLock { $0.suffix(Self.longestTail) } }

    private static let longestTail = 4 * 1_024

    /// Takes one line, with its line feed or without.
    package func write(_ line: [UInt8]) {
        let line = line.last == UInt8(ascii: "\n") ? line : line + [UInt8(ascii: "\n")]
        end.withLock { end in
            end += line
            if end.count > 4 * Self.longestTail { end.removeFirst(end.count - Self.longestTail) }
        }
        log.write(line)
    }

    func start() { say("START RequestId: \(requestID) Version: $LATEST") }

    /// A start that came to nothing, or that was too slow.
    func initReport(_ duration: Duration, phase: String, _ failure: FunctionOutcome) {
        if case .noProgram(let reason) = failure { say(reason) }
        say(
            "INIT_REPORT Init Duration: \(duration.millisecondsText) ms\tPhase: \(phase)\t\(failure.statusWords)"
        )
    }

    func finish(_ run: FunctionRun, at now: Instant) {
        if case .timedOut(let limit) = run.outcome {
            say("\(now.rfc3339) \(requestID) Task timed out after \(limit.secondsText) seconds")
        }
        if case .crashed = run.outcome { sayPayload(of: run, at: now) }
        if case .outOfMemory = run.outcome { sayPayload(of: run, at: now) }
        say("END RequestId: \(requestID)")
        let billed = (run.duration + (run.initDuration ?? .zero)).billedMilliseconds
        let memory = run.memoryUsed.map { ($0 + (1 << 20) - 1) >> 20 }
        var words = "REPORT RequestId: \(requestID)\tDuration: \(run.duration.millisecondsText) ms\t"
        words += "Billed Duration: \(billed) ms\tMemory Size: \(function.memorySize) MB\t"
        // In this process nobody can tell one function's memory from another's.
        words += "Max Memory Used: \(memory.map(String.init) ?? "-") MB\t"
        if let duration = run.initDuration { words += "Init Duration: \(duration.millisecondsText) ms\t" }
        say(words + run.outcome.statusWords)
    }

    private func sayPayload(of run: FunctionRun, at now: Instant) {
        say("\(now.rfc3339) \(requestID) \(String(decoding: run.outcome.payload(requestID: requestID), as: UTF8.self))")
    }

    private func say(_ words: String) { write(Array(words.utf8)) }
}

extension FunctionOutcome {
    /// Nothing of a success, nor of an error that the function itself reported.
    fileprivate var statusWords: String {
        switch self {
        case .answered, .failed: ""
        case .timedOut: "Status: timeout"
        case .crashed, .outOfMemory, .initFailed, .responseTooLarge, .noProgram:
            "Status: error\tError Type: \(errorType ?? "")"
        }
    }
}
