import JSON
import Processes

extension FunctionOutcome {
    package var isSuccess: Bool {
        guard case .answered = self else { return false }
        return true
    }

    /// What the caller gets: the answer, or the error in Lambda's own words.
    func payload(requestID: String) -> [UInt8] {
        switch self {
        case .answered(let answer): answer.bytes
        case .failed(let fault), .initFailed(let fault):
            fault.body
                ?? error(fault.type, fault.message, [("stackTrace", .array(fault.stackTrace))])
        case .responseTooLarge:
            error(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (\(FunctionAnswer.limit) bytes)."
            )
        case .timedOut(let limit):
            error(
                "Sandbox.Timedout",
                "RequestId: \(requestID) Error: Task timed out after \(limit.secondsText) seconds"
            )
        case .crashed, .outOfMemory:
            error(errorType ?? "", "RequestId: \(requestID) Error: Runtime exited \(exitWords)")
        case .noProgram(let reason):
            error("Runtime.InvalidEntrypoint", "RequestId: \(requestID) Error: \(reason)")
        }
    }

    /// As the report line names it; nil of a success and of a time-out, which has a status of its own.
    var errorType: String? {
        switch self {
        case .answered, .timedOut: nil
        case .failed(let fault), .initFailed(let fault): fault.type
        case .crashed: "Runtime.ExitError"
        case .outOfMemory: "Runtime.OutOfMemory"
        case .responseTooLarge: "Function.ResponseSizeTooLarge"
        case .noProgram: "Runtime.InvalidEntrypoint"
        }
    }

    private var exitWords: String {
        switch self {
        case .crashed(.exited(0)): "without providing a reason"
        case .crashed(.exited(let status)): "with error: exit status \(status)"
        case .crashed(.killed(let signal)): "with error: signal: \(signal.words)"
        case .outOfMemory: "with error: signal: killed"
        case .answered, .failed, .initFailed, .timedOut, .responseTooLarge, .noProgram: ""
        }
    }

    private func error(_ type: String, _ message: String, _ more: [(String, JSONValue)] = []) -> [UInt8] {
        let members: [(String, JSONValue)] = [("errorType", .string(type)), ("errorMessage", .string(message))] + more
        return JSONValue.object(JSONObject(members)).bytes()
    }
}

extension Int32 {
    /// A signal in the words of the service, whose processes are started from Go.
    fileprivate var words: String {
        switch self {
        case 4: "illegal instruction"
        case 5: "trace/breakpoint trap"
        case 6: "aborted"
        case 7: "bus error"
        case 8: "floating point exception"
        case 9: "killed"
        case 11: "segmentation fault"
        case 13: "broken pipe"
        case 15: "terminated"
        default: "signal \(self)"
        }
    }
}

extension Duration {
    /// `3.00`, as time-outs say it.
    var secondsText: String { hundredths(perUnit: .seconds(1)) }

    /// `12.34`, as reports say milliseconds.
    var millisecondsText: String { hundredths(perUnit: .milliseconds(1)) }

    /// Milliseconds begun, which is what is paid for.
    var billedMilliseconds: Int {
        let whole = Int(self / .milliseconds(1))
        return .milliseconds(whole) < self ? whole + 1 : whole
    }

    private func hundredths(perUnit unit: Duration) -> String {
        let hundredths = Int((self / unit * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
