import Testing

/// A small repository that breaks one rule, and its repaired copy.
struct Sample: Sendable, CustomTestStringConvertible {
    let rule: any Rule
    let name: String
    let broken: Repository
    let sound: Repository
    /// What the violation must speak of.
    let names: String

    /// One file, whose path is the same in both copies.
    init(_ rule: any Rule, _ name: String, at path: String, broken: String, sound: String, names: String) {
        self.init(rule, name, broken: [path: broken], sound: [path: sound], names: names)
    }

    init(_ rule: any Rule, _ name: String, broken: [String: String], sound: [String: String], names: String) {
        self.rule = rule
        self.name = name
        self.broken = Sample.repository(broken)
        self.sound = Sample.repository(sound)
        self.names = names
    }

    var testDescription: String { "\(rule.name): \(name)" }

    private static func repository(_ files: [String: String]) -> Repository {
        Repository(files.sorted { $0.key < $1.key }.map { TextFile($0.key, $0.value) })
    }
}
