import AWSClient
import Files
import HTTPServer
import LocalCloud
import SQLite
import Simulation
import SystemCalls

extension Runner {
    /// Says in a sentence what made a command come to nothing, and tells what is outside from what was asked wrongly.
    func fail(_ error: any Error, asJSON: Bool) -> Ending {
        switch error {
        case let fault as ServiceFault: fail("\(fault.code): \(fault.message)", asJSON: asJSON)
        case let fault as FileFailure: fail("\(fault.path): \(fault.reason)", asJSON: asJSON)
        case let fault as SystemError: fail("the system refused: \(fault.reason)", asJSON: asJSON)
        case let failure as CallFailure: fail("the queue cannot be read: \(failure)", asJSON: asJSON)
        case is ServerFailure, is StoreFault, is SQLiteFailure, is Interrupted: fail("\(error)", asJSON: asJSON)
        case let stuck as Stuck:
            fail("everything waits for what can never come, at \(stuck.at)", asJSON: asJSON, as: .timedOut)
        default: fail("\(error)", asJSON: asJSON, as: .wrongInput)
        }
    }
}
