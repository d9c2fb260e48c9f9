/// A rule of the house: what is wrong with a repository, if anything.
protocol Rule: Sendable {
    func violations(in repository: Repository) -> [Violation]
}

extension Rule {
    var name: String { "\(Self.self)" }
}

/// All of them.
///
/// A new rule is a file beside this one, a line here and a broken sample in RuleTests.
let houseRules: [any Rule] = [
    FileLength(),
    LineLength(),
    FunctionLength(),
    BannedWords(),
    TypeNames(),
    Imports(),
    ImportLevels(),
    CommentLength(),
    DeadCode(),
    TopLevel(),
    Steps(),
    MachineWords(),
    DecisionRecords(),
    BenchmarkEntries(),
    ReadmeVerbs(),
    ClaimedTests(),
]
