import YAML

/// `Fn::ForEach`: a map's members, once for each item of a collection.
struct Loops {
    private var resolver: Resolver
    private var copies = 0

    /// CloudFormation's own limit is the 500 resources that come of it.
    private static let mostCopies = 10_000

    private static let prefix = "Fn::ForEach::"

    init(_ resolver: Resolver) {
        self.resolver = resolver
    }

    mutating func expand(_ value: Value) throws(TemplateError) -> Value {
        if let named = try withPlainName(value) { return named }
        switch value.content {
        case .null, .bool, .integer, .double, .string: return value
        case .list(let list):
            var values: [Value] = []
            for item in list { values.append(try expand(item)) }
            return .list(values, at: value.place)
        case .map(let members): return Value(.map(try expand(members)), at: value.place)
        }
    }

    mutating func expand(_ members: [Value.Member]) throws(TemplateError) -> [Value.Member] {
        var expanded: [Value.Member] = []
        var seen: Set<String> = []
        for member in members {
            let these =
                member.key.hasPrefix(Self.prefix)
                ? try copies(of: member)
                : [Value.Member(member.key, try expand(member.value), at: member.place)]
            for one in these {
                guard seen.insert(one.key).inserted else {
                    throw TemplateError(.wrongShape("The key \(one.key)", expected: "made once"), at: one.place)
                }
                expanded.append(one)
            }
        }
        return expanded
    }

    /// With the name in place of the function that stands for it in a `Ref` or `Fn::GetAtt`.
    ///
    /// So whoever looks for dependencies sees whom it means.
    private mutating func withPlainName(_ value: Value) throws(TemplateError) -> Value? {
        guard let call = value.call else { return nil }
        if call.key == "Ref", call.value.call != nil {
            try resolver.needLanguageExtensions("A function in Ref", at: value.place)
            return .ref(try resolver.text(call.value, of: "Ref"), at: value.place)
        }
        guard call.key == "Fn::GetAtt", let parts = call.value.list, let name = parts.first, name.call != nil else {
            return nil
        }
        try resolver.needLanguageExtensions("A function in Fn::GetAtt", at: value.place)
        let plain = Value.text(try resolver.text(name, of: "Fn::GetAtt"), at: name.place)
        return .function("Fn::GetAtt", .list([plain] + parts.dropFirst(), at: value.place))
    }

    private mutating func copies(of member: Value.Member) throws(TemplateError) -> [Value.Member] {
        try resolver.needLanguageExtensions("Fn::ForEach", at: member.place)
        let name = member.key
        guard let parts = member.value.list, parts.count == 3, let identifier = parts[0].string,
            let fragment = parts[2].members
        else {
            let expected = "an identifier, a collection and a map"
            throw TemplateError(.wrongShape(name, expected: expected), at: member.place)
        }
        var made: [Value.Member] = []
        for item in try items(of: parts[1], name) {
            copies += fragment.count
            guard copies <= Self.mostCopies else {
                throw TemplateError(.tooMuch("copies by Fn::ForEach", limit: Self.mostCopies), at: member.place)
            }
            let filling = Filling(identifier: identifier, item: item)
            made += try expand(fragment.map(filling.fill))
        }
        return made
    }

    /// A collection is a list whose items may stand for lists themselves.
    private mutating func items(of collection: Value, _ name: String) throws(TemplateError) -> [String] {
        guard let list = try resolver.resolve(collection)?.list else {
            throw TemplateError(.wrongShape("The collection of \(name)", expected: "a list"), at: collection.place)
        }
        var items: [String] = []
        for value in list.flatMap({ $0.list ?? [$0] }) {
            guard let text = value.scalarText else {
                throw TemplateError(.wrongShape("An item of \(name)", expected: "text"), at: value.place)
            }
            items.append(text)
        }
        return items
    }
}

/// One item in the place of a loop's identifier.
private struct Filling {
    let plain: String
    let letters: String
    let identifier: String
    let item: String

    init(identifier: String, item: String) {
        self.identifier = identifier
        self.item = item
        plain = "${\(identifier)}"
        letters = "&{\(identifier)}"
    }

    func fill(_ member: Value.Member) -> Value.Member {
        let key = member.key.replacingEach(plain, with: item).replacingEach(letters, with: alphanumeric)
        return Value.Member(key, fill(member.value), at: member.place)
    }

    private func fill(_ value: Value) -> Value {
        if value.referredName == identifier { return .text(item, at: value.place) }
        switch value.content {
        case .null, .bool, .integer, .double: return value
        case .string(let text): return .text(text.replacingEach(plain, with: item), at: value.place)
        case .list(let list): return .list(list.map(fill), at: value.place)
        case .map(let members): return Value(.map(members.map(fillValue)), at: value.place)
        }
    }

    /// CloudFormation leaves the name of a condition in `Fn::If` as it is.
    private func fillValue(_ member: Value.Member) -> Value.Member {
        guard member.key == "Fn::If", let list = member.value.list, let name = list.first else { return fill(member) }
        let branches = Value.list([name] + list.dropFirst().map(fill), at: member.value.place)
        return Value.Member(member.key, branches, at: member.place)
    }

    /// The item without what a logical id may not have: what `&{Name}` is, which CloudFormation knows in keys alone.
    private var alphanumeric: String { item.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } }
}

extension String {
    fileprivate func replacingEach(_ pattern: String, with replacement: String) -> String {
        guard utf8.contains(UInt8(ascii: "{")) else { return self }
        var result: [UInt8] = []
        let text = Array(utf8)
        let pattern = Array(pattern.utf8)
        var index = 0
        while index < text.count {
            if text[index] == pattern[0], text[index...].starts(with: pattern) {
                result += replacement.utf8
                index += pattern.count
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
