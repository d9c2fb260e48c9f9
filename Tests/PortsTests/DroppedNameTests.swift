import Domain
import Ports
import Testing

@Suite struct DroppedNameTests {
    /// Errors are logged, and what somebody calls a file is nobody's business there.
    @Test func `an error about a file that was dropped does not say its name`() {
        let key = "drop/acme/inbox/salaries of all.xlsx"
        let dropped = Blob(bucket: "documents", region: "eu-west-1", key: key, version: "v1")
        #expect("\(PortError.unknown(.blob(dropped)))" == "there is no object documents/drop/acme/… version v1")
        let other = Blob(bucket: "documents", region: "eu-west-1", key: "3f/2026/11/id")
        #expect("\(PortError.unknown(.blob(other)))" == "there is no object documents/3f/2026/11/id")
    }
}
