import Hosting
import Ports
import Testing

@Suite struct CauseTests {
    private static let outage = Outage(
        service: "dynamodb",
        code: "AccessDeniedException",
        message: "not authorized to perform: dynamodb:Query",
        requestID: "r-1"
    )

    /// Without it nobody could tell which service, or which right, is missing.
    @Test(arguments: [PortError.refused(outage), .unavailable(outage)])
    func `what another service said is told to whoever is on call, and to no caller`(_ error: PortError) {
        let fault = StepFailure(error).fault
        #expect("\(fault)".hasSuffix("(\(Self.outage))") && fault.explanation.hasSuffix("(\(Self.outage))"))
        #expect(fault.message.hasPrefix("A service that is needed") && fault.message.utf8.last == UInt8(ascii: "."))
    }
}
