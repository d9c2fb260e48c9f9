package import YAML

package typealias Value = YAMLValue

extension Value {
    static func text(_ text: String, at place: YAMLPlace) -> Value { Value(.string(text), at: place) }

    static func list(_ list: [Value], at place: YAMLPlace) -> Value { Value(.list(list), at: place) }

    /// A map of what is there: members without a value are left out.
    static func map(_ members: [(String, Value?)], at place: YAMLPlace) -> Value {
        Value(.map(members.compactMap { key, value in value.map { Value.Member(key, $0) } }), at: place)
    }

    static func empty(at place: YAMLPlace) -> Value { Value(.map([]), at: place) }

    static func function(_ name: String, _ argument: Value) -> Value {
        Value(.map([Member(name, argument)]), at: argument.place)
    }

    static func ref(_ name: String, at place: YAMLPlace) -> Value { .function("Ref", .text(name, at: place)) }

    static func attribute(_ name: String, of id: String, at place: YAMLPlace) -> Value {
        .function("Fn::GetAtt", .list([.text(id, at: place), .text(name, at: place)], at: place))
    }

    /// The intrinsic function that this map of one member is: `Ref`, or `Fn::…`.
    var call: Member? {
        guard let members, members.count == 1, let member = members.first,
            member.key == "Ref" || member.key.hasPrefix("Fn::"), !member.key.hasPrefix("Fn::ForEach")
        else { return nil }
        return member
    }

    /// What stands under `Ref`, if this is one.
    var referredName: String? {
        guard let call, call.key == "Ref" else { return nil }
        return call.value.string
    }

    /// A scalar as text, as CloudFormation hands it to what wants a string; nil for lists, maps and nothing.
    var scalarText: String? {
        switch content {
        case .string(let text): text
        case .integer(let integer): "\(integer)"
        case .double(let double): "\(double)"
        case .bool(let bool): bool ? "true" : "false"
        case .null, .list, .map: nil
        }
    }

    /// With another value under a key, at the end if it is new; nil removes it.
    func with(_ key: String, _ value: Value?) -> Value {
        var members = members ?? []
        if let index = members.firstIndex(where: { $0.key == key }) {
            if let value { members[index].value = value } else { members.remove(at: index) }
        } else if let value {
            members.append(Member(key, value))
        }
        return Value(.map(members), at: place)
    }
}
