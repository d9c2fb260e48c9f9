package import Time

/// Runs another program to its end, for its output.
package protocol ProgramRunner: Sendable {
    /// The first argument names the program, which reads nothing.
    ///
    /// What it writes to standard error is not kept: it may hold secrets. It has come to its
    /// end when this returns, however it does.
    func run(_ arguments: [String], outputLimit: Int, deadline: Instant) async throws(ProgramFault) -> [UInt8]
}

package enum ProgramFault: Error, Sendable, Equatable {
    case cannotStart(reason: String)
    /// As a shell tells it: 128 and the number of the signal that ended it, where one did.
    case failed(status: Int)
    case outputOverLimit(Int)
    case deadlinePassed
    case cancelled
}
