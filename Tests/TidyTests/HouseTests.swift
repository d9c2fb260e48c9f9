import Testing

/// Holds this repository against every rule of the house.
@Suite struct HouseTests {
    private static let repository = Result { try Checkout().repository() }

    @Test(arguments: houseRules.map(\.name))
    func `the repository keeps the rules of the house`(name: String) throws {
        let repository = try HouseTests.repository.get()
        for rule in houseRules where rule.name == name {
            for violation in rule.violations(in: repository) { Issue.record(Comment(rawValue: violation.description)) }
        }
    }

    @Test func `the repository is read as it lies on disk`() throws {
        let repository = try HouseTests.repository.get()
        #expect(repository["Package.swift"] != nil)
        #expect(repository.swiftFiles.contains { $0.path.hasSuffix("Rules/Rule.swift") })
    }
}
