import SystemCalls
package import Time

/// The programs of this machine, found by PATH.
///
/// Each has a thread that waits for it, so that no task does. At the deadline, or where the task is cancelled, or where
/// there is too much output, the program is killed with all that it has started.
package struct SystemPrograms: ProgramRunner {
    private let clock: any WallClock

    /// The deadline is read on the clock when the program starts; from then on the machine's own time counts.
    package init(clock: any WallClock = SystemClock()) {
        self.clock = clock
    }

    package func run(
        _ arguments: [String],
        outputLimit: Int,
        deadline: Instant
    ) async throws(ProgramFault) -> [UInt8] {
        guard arguments.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw .cannotStart(reason: "no argument holds a zero byte")
        }
        let cancellation: Bell
        do throws(SystemError) {
            cancellation = try Bell()
        } catch {
            throw .cannotStart(reason: error.reason)
        }
        let watch = ProgramWatch(
            outputLimit: outputLimit,
            deadline: .now + (deadline - clock.now),
            cancellation: cancellation
        )
        let result = await withTaskCancellationHandler {
            if Task.isCancelled { return Result<[UInt8], ProgramFault>.failure(.cancelled) }
            return await withCheckedContinuation { continuation in
                do throws(SystemError) {
                    try DetachedThread.start { continuation.resume(returning: watch.outcome(of: arguments)) }
                } catch {
                    continuation.resume(returning: .failure(.cannotStart(reason: error.reason)))
                }
            }
        } onCancel: {
            cancellation.ring()
        }
        return try result.get()
    }
}

extension ProgramWatch {
    /// The program is over and reaped when this returns.
    fileprivate func outcome(of arguments: [String]) -> Result<[UInt8], ProgramFault> {
        do throws(ProgramFault) {
            return .success(try run(arguments))
        } catch {
            return .failure(error)
        }
    }
}
