import TestKit
import Testing

@Suite(.enabled(if: Zip.areWanted, Zip.whyNot))
struct ZipTests {
    @Test func `the package names functions`() throws {
        #expect(try Zip.functions().contains("runtime-probe"))
    }

    @Test(arguments: Zip.all)
    func `a function has its zip, and the gate lets it through`(zip: Zip) throws {
        try #require(zip.exists, "\(zip.path) is missing: make package")
        try run("scripts/gate", zip.path, in: Zip.repository)
    }
}
