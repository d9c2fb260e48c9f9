import YAML

extension Value {
    /// With every `!Sub` as `Fn::Sub`, so that each function has one shape.
    func spelledOut() throws(TemplateError) -> Value {
        let plain: Value
        switch content {
        case .null, .bool, .integer, .double, .string: plain = Value(content, at: place)
        case .list(let list):
            var values: [Value] = []
            for value in list { values.append(try value.spelledOut()) }
            plain = .list(values, at: place)
        case .map(let members):
            var spelled: [Member] = []
            for member in members {
                let value = try member.value.spelledOut()
                let isAttribute = member.key == "Fn::GetAtt" && members.count == 1
                spelled.append(Member(member.key, isAttribute ? value.nameAndAttribute : value, at: member.place))
            }
            plain = Value(.map(spelled), at: place)
        }
        guard let tag else { return plain }
        guard let name = Self.functions[tag] else {
            throw TemplateError(.unknown(.tag, tag, nearest: nearest(to: tag, among: Self.functions.keys)), at: place)
        }
        return .function(name, name == "Fn::GetAtt" ? plain.nameAndAttribute : plain)
    }

    /// `Queue.Arn` as a list of the two: the first point ends the name, for attributes may have points of their own.
    private var nameAndAttribute: Value {
        guard let text = string else { return self }
        return .list(text.split(separator: ".", maxSplits: 1).map { .text(String($0), at: place) }, at: place)
    }

    private static let functions: [String: String] = {
        var functions = ["!Ref": "Ref", "!Condition": "Condition"]
        for name in Resolver.functionNames { functions["!" + name.dropFirst(4)] = name }
        return functions
    }()
}
