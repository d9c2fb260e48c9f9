import YAML

/// Puts values in place of the functions of a template.
struct Resolver {
    let settings: TemplateSettings
    let parameters: [String: Value]
    let mappings: Value
    let hasLanguageExtensions: Bool
    var conditions: [String: Condition]
    /// The conditions that wait for one another just now.
    var deciding: [String] = []
    var resources: Resources
    /// How many names wait for one another just now.
    var naming = 0

    /// Names and conditions that wait for one another: each is some levels of recursion.
    static let longestChain = 100
    /// What was asked of resources that are not emulated.
    private(set) var notes: [Note] = []
    private var work = 0

    /// Steps of one template: functions inside functions can ask for more of them than there are atoms.
    private static let mostWork = 2_000_000

    /// A text that functions put together; CloudFormation takes a template of 1 MB.
    static let longestText = 1 << 20

    static let functionNames = [
        "Fn::And", "Fn::Base64", "Fn::Cidr", "Fn::Equals", "Fn::FindInMap", "Fn::GetAZs", "Fn::GetAtt", "Fn::If",
        "Fn::ImportValue", "Fn::Join", "Fn::Length", "Fn::Not", "Fn::Or", "Fn::Select", "Fn::Split", "Fn::Sub",
        "Fn::ToJsonString", "Fn::Transform",
    ]

    init(_ template: Template, parameters: [String: Value], settings: TemplateSettings) {
        self.settings = settings
        self.parameters = parameters
        mappings = template.mappings
        hasLanguageExtensions = template.hasLanguageExtensions
        conditions = [:]
        resources = Resources()
    }

    /// The value without functions; nil for `AWS::NoValue`, which takes its key along.
    mutating func resolve(_ value: Value) throws(TemplateError) -> Value? {
        try count(at: value.place)
        if let call = value.call { return try apply(call.key, call.value, at: value.place) }
        switch value.content {
        case .null, .bool, .integer, .double, .string: return value
        case .list(let list): return try .list(resolveAll(list), at: value.place)
        case .map(let members):
            var resolved: [Value.Member] = []
            for member in members {
                guard let inner = try resolve(member.value) else { continue }
                resolved.append(Value.Member(member.key, inner, at: member.place))
            }
            return Value(.map(resolved), at: value.place)
        }
    }

    mutating func resolveAll(_ list: [Value]) throws(TemplateError) -> [Value] {
        var resolved: [Value] = []
        for item in list {
            if let value = try resolve(item) { resolved.append(value) }
        }
        return resolved
    }

    private mutating func count(at place: YAMLPlace) throws(TemplateError) {
        work += 1
        guard work <= Self.mostWork else {
            throw TemplateError(.tooMuch("values to resolve", limit: Self.mostWork), at: place)
        }
    }

    /// The text of a value that must be one.
    mutating func text(_ value: Value, of subject: String) throws(TemplateError) -> String {
        guard let resolved = try resolve(value), let text = resolved.scalarText else {
            throw TemplateError(.wrongShape(subject, expected: "text"), at: value.place)
        }
        return text
    }

    /// The list that a value is or stands for.
    mutating func list(_ value: Value, of subject: String) throws(TemplateError) -> [Value] {
        guard let list = try resolve(value)?.list else {
            throw TemplateError(.wrongShape(subject, expected: "a list"), at: value.place)
        }
        return list
    }

    mutating func note(_ note: Note) {
        if !notes.contains(note) { notes.append(note) }
    }

    /// With the branch of each `Fn::If` that holds in its place, and the values of parameters, as SAM has them.
    mutating func settled(_ value: Value) throws(TemplateError) -> Value? {
        try count(at: value.place)
        if let call = value.call, call.key == "Fn::If" {
            return try settled(chosen(try arguments("Fn::If", call.value, 3...3)))
        }
        if let name = value.referredName {
            if name == "AWS::NoValue" { return nil }
            return parameters[name] ?? value
        }
        switch value.content {
        case .null, .bool, .integer, .double, .string: return value
        case .list(let list):
            var settledList: [Value] = []
            for item in list { if let item = try settled(item) { settledList.append(item) } }
            return .list(settledList, at: value.place)
        case .map(let members):
            var settledMembers: [Value.Member] = []
            for member in members {
                guard let inner = try settled(member.value) else { continue }
                settledMembers.append(Value.Member(member.key, inner, at: member.place))
            }
            return Value(.map(settledMembers), at: value.place)
        }
    }
}
