import Domain
package import Ports
package import Time

/// The engine that every deployment has: it finds the EICAR test file, and nothing else.
///
/// It shows that a pipeline works, not that a file is harmless: what it does not find is `undetected`.
package struct EICARScanner: Scanner {
    package static let identity = EngineIdentity(engineVersion: "1.0.0", signatureVersion: "eicar-2003-05-01")
    package static let finding = "EICAR-Test-File"

    package init() {}

    /// It waits for nothing but its content, which has a deadline of its own.
    package func until(_ deadline: Instant) -> Self { self }

    package func identify() async throws(PortError) -> EngineIdentity { Self.identity }

    /// A longer file cannot be it; that there is one is looked at all the same.
    package func scan(_ content: any ScanContent) async throws(PortError) -> Verdict {
        let isFound = EICARFile.matches(try await content.head(EICARFile.longest + 1))
        return isFound ? Verdict(.malicious, Self.finding, by: Self.identity) : Verdict(.undetected, by: Self.identity)
    }
}
