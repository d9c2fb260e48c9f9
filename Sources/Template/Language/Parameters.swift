import YAML

/// The values of a template's parameters: what was given, or else their defaults.
struct Parameters {
    private(set) var values: [String: Value] = [:]
    private(set) var notes: [Note] = []
    /// Those whose values may appear in no message.
    private(set) var secret: Set<String> = []
    private var localValues: [String: String] = [:]

    /// `local` are the template's own values for a local run: before the defaults, and behind what was given.
    init(
        _ declarations: [Value.Member],
        local: [Value.Member],
        settings: TemplateSettings
    ) throws(TemplateError) {
        let given = settings.parameters.keys.sorted().map { ($0, YAMLPlace.start) }
        for (name, place) in given + local.map({ ($0.key, $0.place) })
        where !declarations.contains(where: { $0.key == name }) {
            let nearest = nearest(to: name, among: declarations.map(\.key))
            throw TemplateError(.unknown(.parameter, name, nearest: nearest), at: place)
        }
        for member in local {
            guard let text = member.value.scalarText else {
                throw TemplateError(.wrongShape(member.key, expected: "a string"), at: member.value.place)
            }
            localValues[member.key] = text
        }
        for declaration in declarations {
            let reader = try Properties(of: declaration.key, type: "Parameter", declaration.value)
            try read(reader, declaration, settings)
            notes += reader.finish()
        }
    }

    private mutating func read(
        _ reader: Properties,
        _ declaration: Value.Member,
        _ settings: TemplateSettings
    ) throws(TemplateError) {
        let name = declaration.key
        let place = declaration.place
        guard let kind = try reader.string("Type") else {
            throw TemplateError(.missingProperty("Type", of: "The parameter \(name)"), at: place)
        }
        reader.skip("Description", "ConstraintDescription")
        // It is for those who deploy: what a local run is given is in the same folder, or was typed for it.
        reader.ignore("AllowedPattern")
        if try reader.bool("NoEcho") == true { secret.insert(name) }
        let standard = try reader.string("Default")
        guard let text = settings.parameters[name] ?? localValues[name] ?? standard else {
            throw TemplateError(.parameter(name, "has no default and was given no value"), at: place)
        }
        let type = try ParameterType(kind, at: place)
        let items = type.isList ? text.commaSeparated : [text]
        try check(reader, name, items, type, place)
        if type.isSystemParameter {
            values[name] = systemValue(text, name: name, isList: type.isList, settings, place)
        } else {
            values[name] = type.isList ? .list(items.map { .text($0, at: place) }, at: place) : .text(text, at: place)
        }
    }

    private mutating func systemValue(
        _ text: String,
        name: String,
        isList: Bool,
        _ settings: TemplateSettings,
        _ place: YAMLPlace
    ) -> Value {
        let found = settings.systemParameters[text]
        if found == nil {
            let what = "no value was given for \(text) of Systems Manager; its name stands for it"
            notes.append(Note(.notUnderstood, name, type: "Parameter", property: "Type", what, at: place))
        }
        let value = found ?? text
        return isList ? .list(value.commaSeparated.map { .text($0, at: place) }, at: place) : .text(value, at: place)
    }

    private func check(
        _ reader: Properties,
        _ name: String,
        _ items: [String],
        _ type: ParameterType,
        _ place: YAMLPlace
    ) throws(TemplateError) {
        func refuse(_ problem: String) -> TemplateError { TemplateError(.parameter(name, problem), at: place) }
        let allowed = try reader.strings("AllowedValues")
        let shortest = try reader.integer("MinLength")
        let longest = try reader.integer("MaxLength")
        let least = try reader.double("MinValue")
        let most = try reader.double("MaxValue")
        for item in items {
            if let allowed, !allowed.contains(item) {
                throw refuse("must be one of \(allowed.joined(separator: ", "))")
            }
            if let shortest, item.count < shortest { throw refuse("must have \(shortest) characters or more") }
            if let longest, item.count > longest { throw refuse("must have \(longest) characters or fewer") }
            guard type.isNumber else { continue }
            guard let number = Double(item) else { throw refuse("must be a number") }
            if let least, number < least { throw refuse("must be \(least) or more") }
            if let most, number > most { throw refuse("must be \(most) or less") }
        }
    }
}

/// `String`, `List<Number>`, `AWS::SSM::Parameter::Value<List<String>>`.
private struct ParameterType {
    let isList: Bool
    let isNumber: Bool
    /// The value is the name of a parameter of Systems Manager, whose value is meant.
    let isSystemParameter: Bool

    init(_ text: String, at place: YAMLPlace) throws(TemplateError) {
        var inner = text[...]
        if inner.hasPrefix("AWS::SSM::Parameter::Value<"), inner.hasSuffix(">") {
            isSystemParameter = true
            inner = inner.dropFirst("AWS::SSM::Parameter::Value<".count).dropLast()
        } else {
            isSystemParameter = false
        }
        let isNamedList = inner == "CommaDelimitedList"
        if inner.hasPrefix("List<"), inner.hasSuffix(">") {
            isList = true
            inner = inner.dropFirst("List<".count).dropLast()
        } else {
            isList = isNamedList
        }
        isNumber = inner == "Number"
        guard ["String", "Number"].contains(inner) || isNamedList || inner.hasPrefix("AWS::") else {
            let known = ["String", "Number", "CommaDelimitedList", "List<Number>", "List<String>"]
            throw TemplateError(.unknown(.parameterType, text, nearest: nearest(to: text, among: known)), at: place)
        }
    }
}

extension String {
    /// The items of a CommaDelimitedList, whose spaces do not count.
    fileprivate var commaSeparated: [String] {
        split(separator: ",", omittingEmptySubsequences: false).map { item in
            String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
