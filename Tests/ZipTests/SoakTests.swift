import TestKit
import Testing

@Suite(.enabled(if: Zip.areWanted, Zip.whyNot))
struct SoakTests {
    /// The driver fails where memory grows by more than half a megabyte, or descriptors by one.
    @Test func `a hundred thousand events leave memory and descriptors as they were`() throws {
        try withTemporaryFolder { folder in
            let bootstrap = try Zip(function: "runtime-probe").bootstrap(in: folder)
            let driver = "\(Zip.repository)/build/bench/runtime-driver"
            let soak = try Program([driver, "soak", "--events", "100000", bootstrap]).finished()
            #expect(soak.status == 0, "\(soak.output)")
        }
    }
}
