import TestKit
import Testing

/// The gate has to refuse; that it lets good zips through is the other suite's.
@Suite struct GateTests {
    @Test(arguments: [
        ("cp /bin/sh bootstrap && chmod 755 bootstrap", "bootstrap", "wants shared libraries"),
        ("cp /bin/sh bootstrap && chmod 755 bootstrap", "bootstrap", "wants a dynamic loader"),
        ("cp /bin/sh bootstrap && chmod 700 bootstrap", "bootstrap", "mode is not 0755"),
        ("echo text > bootstrap && chmod 755 bootstrap", "bootstrap", "not an ELF file"),
        ("echo \"$HOME/x\" > bootstrap", "bootstrap", "holds the path"),
        ("echo \"$CHECKOUT/x\" > bootstrap", "bootstrap", "holds the path"),
        ("touch bootstrap other", "bootstrap other", "not bootstrap alone"),
        ("head -c 3000000 /dev/urandom > bootstrap", "bootstrap", "over the 3000000 bytes"),
        ("(echo 'OpenSSL 3.0.0 x'; head -c 5500000 /dev/urandom) > bootstrap", "bootstrap", "over the 5500000 bytes"),
    ])
    func `what may not be deployed is refused, and the gate says why`(
        preparation: String,
        entries: String,
        reason: String
    ) throws {
        try withTemporaryFolder { folder in
            let checkout = ["CHECKOUT": Zip.repository]
            try run("bash", "-c", preparation + " && zip -q bad.zip " + entries, environment: checkout, in: folder)
            let gate = try Program(["\(Zip.repository)/scripts/gate", "\(folder)/bad.zip"]).finished()
            #expect(gate.status == 1)
            #expect(gate.output.contains(reason), "\(gate.output)")
        }
    }

    @Test func `what is no zip is refused`() throws {
        #expect(try Program(["\(Zip.repository)/scripts/gate", "/etc/hosts"]).finished().status == 1)
    }
}
