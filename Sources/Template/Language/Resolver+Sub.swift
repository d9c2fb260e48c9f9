import YAML

extension Resolver {
    /// `Fn::Sub`: a text with `${Name}` in it, and perhaps a map of names of its own.
    mutating func substituted(_ argument: Value) throws(TemplateError) -> String {
        var variables: [String: String] = [:]
        let pattern: Value
        if argument.list != nil {
            let values = try arguments("Fn::Sub", argument, 2...2)
            pattern = values[0]
            guard let members = values[1].members else {
                throw TemplateError(.wrongShape("The second value of Fn::Sub", expected: "a map"), at: values[1].place)
            }
            for member in members {
                variables[member.key] = try text(member.value, of: "The variable \(member.key) of Fn::Sub")
            }
        } else {
            pattern = argument
        }
        guard let text = pattern.string else {
            throw TemplateError(.wrongShape("Fn::Sub", expected: "a string, or a string and a map"), at: pattern.place)
        }
        var result = ""
        for piece in Substitution.pieces(of: text) {
            switch piece {
            case .text(let text): result += text
            case .name(let name):
                if let own = variables[name] {
                    result += own
                } else {
                    result += try substitute(name, at: pattern.place)
                }
            }
            try check(length: result.utf8.count, at: pattern.place)
        }
        return result
    }

    private mutating func substitute(_ name: String, at place: YAMLPlace) throws(TemplateError) -> String {
        let value: Value?
        if let point = name.firstIndex(of: "."), parameters[name] == nil, !resources.hasAlias(name) {
            let attribute = Value.text(String(name[name.index(after: point)...]), at: place)
            value = try self.attribute(.list([.text(String(name[..<point]), at: place), attribute], at: place))
        } else {
            value = try reference(.text(name, at: place))
        }
        guard let text = value?.scalarText else {
            throw TemplateError(.wrongShape("${\(name)}", expected: "text"), at: place)
        }
        return text
    }
}

/// The parts of a text of `Fn::Sub`.
enum Substitution {
    enum Piece: Equatable {
        case text(String)
        case name(String)
    }

    /// `${!Name}` is the text `${Name}`; a `${` that is never closed is text.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            plain += rest[..<dollar]
            rest = rest[dollar...]
            guard rest.dropFirst().first == "{", let end = rest.firstIndex(of: "}") else {
                plain.append("$")
                rest = rest.dropFirst()
                continue
            }
            let inner = rest.dropFirst(2)[..<end]
            if inner.first == "!" {
                plain += "${\(inner.dropFirst())}"
            } else {
                if !plain.isEmpty { pieces.append(.text(plain)) }
                plain = ""
                pieces.append(.name(String(inner.filter { $0 != " " })))
            }
            rest = rest[rest.index(after: end)...]
        }
        plain += rest
        if !plain.isEmpty { pieces.append(.text(plain)) }
        return pieces
    }

    static func names(in text: String) -> [String] {
        pieces(of: text).compactMap { piece in
            guard case .name(let name) = piece else { return nil }
            return name
        }
    }
}
