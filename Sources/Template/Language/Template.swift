import YAML

/// The sections of a template, spelled out but not resolved.
struct Template {
    let place: YAMLPlace
    let transforms: [String]
    let parameters: [Value.Member]
    let mappings: Value
    let conditions: [Value.Member]
    let globals: Value
    let resources: [Value.Member]
    let outputs: [Value.Member]
    /// What the template says of its runs on one machine.
    let localRun: LocalRun
    /// Sections that say what CloudFormation shall check: nothing is done about them here.
    let rules: Value?

    private static let sections = [
        "AWSTemplateFormatVersion", "Conditions", "Description", "Globals", "Hooks", "Mappings", "Metadata", "Outputs",
        "Parameters", "Resources", "Rules", "Transform",
    ]

    init(_ text: [UInt8]) throws(TemplateError) {
        let root: Value
        do {
            root = try Value(parsing: text)
        } catch {
            throw TemplateError(.yaml(error.reason), at: error.place)
        }
        try self.init(root.spelledOut())
    }

    private init(_ root: Value) throws(TemplateError) {
        guard let members = root.members else {
            throw TemplateError(.wrongShape("A template", expected: "a map"), at: root.place)
        }
        for member in members where !Self.sections.contains(member.key) {
            let nearest = nearest(to: member.key, among: Self.sections)
            throw TemplateError(.unknown(.section, member.key, nearest: nearest), at: member.place)
        }
        place = root.place
        transforms = try Self.transforms(root["Transform"])
        parameters = try Self.section("Parameters", of: root)
        mappings = Value(.map(try Self.section("Mappings", of: root)), at: root.place)
        conditions = try Self.section("Conditions", of: root)
        globals = Value(.map(try Self.section("Globals", of: root)), at: root.place)
        resources = try Self.section("Resources", of: root)
        outputs = try Self.section("Outputs", of: root)
        localRun = try LocalRun(root["Metadata"])
        rules = root["Rules"] ?? root["Hooks"]
        guard !resources.isEmpty else {
            throw TemplateError(.missingProperty("Resources", of: "A template"), at: root.place)
        }
        try refuseUnknownTransforms(at: root["Transform"]?.place ?? root.place)
    }

    var isSAM: Bool { transforms.contains(Self.sam) }
    var hasLanguageExtensions: Bool { transforms.contains(Self.languageExtensions) }

    static let sam = "AWS::Serverless-2016-10-31"
    static let languageExtensions = "AWS::LanguageExtensions"

    private func refuseUnknownTransforms(at place: YAMLPlace) throws(TemplateError) {
        for transform in transforms where transform != Self.sam && transform != Self.languageExtensions {
            throw TemplateError(.unsupported("The transform \(transform)"), at: place)
        }
    }

    private static func transforms(_ value: Value?) throws(TemplateError) -> [String] {
        guard let value else { return [] }
        let names = (value.list ?? [value]).compactMap(\.string)
        guard names.count == value.list?.count ?? 1 else {
            throw TemplateError(.wrongShape("Transform", expected: "a name, or a list of names"), at: value.place)
        }
        return names
    }

    private static func section(_ name: String, of root: Value) throws(TemplateError) -> [Value.Member] {
        guard let value = root[name] else { return [] }
        guard let members = value.members else {
            throw TemplateError(.wrongShape(name, expected: "a map"), at: value.place)
        }
        return members
    }
}
