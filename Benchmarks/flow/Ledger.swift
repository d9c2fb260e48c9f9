import Hosting
import LocalCloud
import Synchronization
import Time

/// Counts what a deployment is billed for, as it happens.
final class Ledger: Witness {
    struct Counts {
        /// By service and operation.
        var calls: [String: Int] = [:]
        var writeUnits = 0.0
        /// Units of tables by operation and table, for whoever asks where they go.
        var units: [String: Double] = [:]
        var readUnits = 0.0
        /// Receives and deletes that the pollers of functions make, by queue.
        var polls: [String: Int] = [:]
        var deletes = 0
        /// By function.
        var invocations: [String: Int] = [:]
        /// How long functions run: what they compute, and what they wait for.
        var seconds: [String: Double] = [:]
        var messages: [String: Int] = [:]
    }

    private struct State {
        var counts = Counts()
        /// The function that an invocation is of, while it runs.
        var running: [String: Invocation] = [:]
    }

    private struct Invocation {
        let function: String
        var waited = 0.0
    }

    private let state = Mutex(State())

    let isLooking = true

    var counts: Counts { state.withLock { $0.counts } }

    /// Begins anew: what came before is nobody's.
    func clear() { state.withLock { $0.counts = Counts() } }

    func saw(_ sight: Sight) {
        state.withLock { state in
            switch sight {
            case .call(let call): Self.take(call, &state)
            case .polled(let queue, _): state.counts.polls[queue.resource, default: 0] += 1
            case .began(let begin):
                state.running[begin.id] = Invocation(function: begin.function)
                state.counts.messages[begin.function, default: 0] += begin.messages.count
                // The mapping deletes ten at a time.
                state.counts.deletes += (begin.messages.count + 9) / 10
            case .ended(let end):
                guard let invocation = state.running.removeValue(forKey: end.id) else { return }
                state.counts.invocations[invocation.function, default: 0] += 1
                state.counts.seconds[invocation.function, default: 0] += invocation.waited + Assumed.computing
            case .message, .deadLetter, .event: break
            }
        }
    }

    private static func take(_ call: SeenCall, _ state: inout State) {
        state.counts.calls["\(call.service) \(call.operation.name)", default: 0] += 1
        if call.service == "dynamodb" {
            let table = call.operation.resource?.split(separator: " ").first.map(String.init) ?? ""
            state.counts.units["\(call.operation.name) \(table)", default: 0] += call.capacity
            if call.operation.isChange {
                state.counts.writeUnits += call.capacity
            } else {
                state.counts.readUnits += call.capacity
            }
        }
        guard let cause = call.cause else { return }
        state.running[cause]?.waited += Assumed.wait(for: call.service)
    }
}

/// What cannot be measured on one machine: how long AWS takes to answer.
///
/// On the safe side of what is usual.
enum Assumed {
    /// Seconds of an invocation beside its calls.
    static let computing = 0.002

    static func wait(for service: String) -> Double {
        switch service {
        case "dynamodb": 0.006
        case "s3": 0.030
        case "sqs", "sns": 0.010
        default: 0.010
        }
    }
}

/// Counts what functions log.
final class LoggedBytes: LogSink {
    private let bytes = Mutex(0)

    var count: Int { bytes.withLock { $0 } }

    func clear() { bytes.withLock { $0 = 0 } }

    func write(_ line: [UInt8]) {
        // The template keeps Lambda's own lines out of the log.
        if Self.lambdas.contains(where: { line.starts(with: $0) }) { return }
        bytes.withLock { $0 += line.count + Self.overhead }
    }

    private static let lambdas = ["START ", "END ", "REPORT ", "INIT_"].map { Array($0.utf8) }

    /// CloudWatch counts so many for each line.
    private static let overhead = 26
}

extension Ledger.Counts {
    /// Of all operations whose names begin so.
    func calls(of prefix: String) -> Double {
        Double(calls.filter { $0.key.hasPrefix(prefix) }.reduce(0) { $0 + $1.value })
    }
}
