import Glibc
import SystemCalls

/// Stays beside a program until it has ended, has said too much, or is not wanted any more.
///
/// Blocks its thread.
struct ProgramWatch {
    let outputLimit: Int
    let deadline: ContinuousClock.Instant
    let cancellation: Bell

    func run(_ arguments: [String]) throws(ProgramFault) -> [UInt8] {
        guard deadline > .now else { throw .deadlinePassed }
        let program: RunningProgram
        do throws(SystemError) {
            program = try RunningProgram(arguments)
        } catch {
            throw .cannotStart(reason: error.reason)
        }
        let output = try watch(program)
        let status = program.finish()
        guard status == 0 else { throw .failed(status: status) }
        return output
    }

    /// Its output, once it has ended.
    ///
    /// What it has started and left behind may hold the output open for as long as it likes: nobody waits for that.
    private func watch(_ program: RunningProgram) throws(ProgramFault) -> [UInt8] {
        var output: [UInt8] = []
        var waits = [cancellation.descriptor, program.end, program.output].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        while true {
            let rest = deadline - .now
            guard rest > .zero else { throw .deadlinePassed }
            let result = uninterrupted { Int(poll(&waits, nfds_t(waits.count), rest.milliseconds)) }
            if case .failure(let error) = result { throw .cannotStart(reason: error.reason) }
            if waits[0].revents != 0 { throw .cancelled }
            // Asked before the output is read, so that nothing comes after the last reading.
            let hasEnded = waits[1].revents != 0
            if waits[2].revents != 0 || hasEnded, try read(program.output, into: &output) {
                // At its end it would be readable for ever.
                waits[2].fd = -1
            }
            if hasEnded { return output }
        }
    }

    /// Reads what has come; true at the end of all output.
    private func read(_ descriptor: Int32, into output: inout [UInt8]) throws(ProgramFault) -> Bool {
        while true {
            var result = Result<Int, SystemError>.success(0)
            output.append(addingCapacity: 1 << 14) { free in
                free.withUnsafeMutableBufferPointer { free, count in
                    result = uninterrupted { Glibc.read(descriptor, free.baseAddress, free.count) }
                    if case .success(let received) = result { count = received }
                }
            }
            guard output.count <= outputLimit else { throw .outputOverLimit(outputLimit) }
            switch result {
            case .success(0): return true
            case .success: continue
            case .failure: return false
            }
        }
    }
}

extension Duration {
    /// For `poll`: rounded up, so that it is not asked in vain.
    fileprivate var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        let limit = Int64(Int32.max / 1_000)
        return Int32(min(seconds, limit - 1) * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
