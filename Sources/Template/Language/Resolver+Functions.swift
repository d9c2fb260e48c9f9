import Encoding
import JSON
import YAML

extension Resolver {
    mutating func apply(_ name: String, _ argument: Value, at place: YAMLPlace) throws(TemplateError) -> Value? {
        switch name {
        case "Ref": return try reference(argument)
        case "Fn::GetAtt": return try attribute(argument)
        case "Fn::Sub": return .text(try substituted(argument), at: place)
        case "Fn::If": return try resolve(chosen(try arguments(name, argument, 3...3)))
        case "Fn::FindInMap": return try found(argument)
        case "Fn::Join": return .text(try joined(argument), at: place)
        case "Fn::Select": return try selected(argument)
        case "Fn::Split": return try split(argument, at: place)
        case "Fn::Base64":
            return .text(Base64.encode(Array(try text(argument, of: name).utf8)), at: place)
        case "Fn::ImportValue":
            let export = try text(argument, of: name)
            guard let value = settings.imports[export] else { throw TemplateError(.missingImport(export), at: place) }
            return .text(value, at: place)
        case "Fn::GetAZs":
            let region = try text(argument, of: name)
            let zones = ["a", "b", "c"].map { (region.isEmpty ? settings.region : region) + $0 }
            return .list(zones.map { .text($0, at: place) }, at: place)
        case "Fn::Cidr": return try addressBlocks(argument, at: place)
        case "Fn::Length":
            try needLanguageExtensions(name, at: place)
            return Value(.integer(try list(argument, of: name).count), at: place)
        case "Fn::ToJsonString":
            try needLanguageExtensions(name, at: place)
            guard let value = try resolve(argument) else { return nil }
            return .text(String(decoding: value.json.bytes(), as: UTF8.self), at: place)
        case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals":
            return Value(.bool(try holds(.function(name, argument))), at: place)
        case "Fn::Transform": throw TemplateError(.unsupported("Fn::Transform"), at: place)
        default:
            let nearest = nearest(to: name, among: Self.functionNames)
            throw TemplateError(.unknown(.function, name, nearest: nearest), at: place)
        }
    }

    /// The arguments of a function that takes a list of them, unresolved.
    func arguments(
        _ name: String,
        _ argument: Value,
        _ count: ClosedRange<Int>
    ) throws(TemplateError) -> [Value] {
        guard let list = argument.list, count.contains(list.count) else {
            let words =
                count.lowerBound == count.upperBound
                ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
            throw TemplateError(.wrongShape(name, expected: "a list of \(words) values"), at: argument.place)
        }
        return list
    }

    func needLanguageExtensions(_ feature: String, at place: YAMLPlace) throws(TemplateError) {
        guard hasLanguageExtensions else {
            throw TemplateError(.missingTransform(Template.languageExtensions, for: feature), at: place)
        }
    }

    private mutating func found(_ argument: Value) throws(TemplateError) -> Value? {
        let values = try arguments("Fn::FindInMap", argument, 3...4)
        var defaultValue: Value?
        if values.count == 4 {
            try needLanguageExtensions("The default of Fn::FindInMap", at: values[3].place)
            defaultValue = values[3]["DefaultValue"]
        }
        var level = mappings
        for (index, key) in values.prefix(3).enumerated() {
            let name = try text(key, of: "A key of Fn::FindInMap")
            guard let next = level[name] else {
                if let defaultValue { return try resolve(defaultValue) }
                let noun = index == 0 ? TemplateError.Noun.mapping : .mappingKey
                let nearest = nearest(to: name, among: (level.members ?? []).map(\.key))
                throw TemplateError(.unknown(noun, name, nearest: nearest), at: key.place)
            }
            level = next
        }
        return level
    }

    private mutating func joined(_ argument: Value) throws(TemplateError) -> String {
        let values = try arguments("Fn::Join", argument, 2...2)
        let separator = try text(values[0], of: "The separator of Fn::Join")
        var parts: [String] = []
        var length = 0
        for item in try list(values[1], of: "The second value of Fn::Join") {
            guard let text = item.scalarText else {
                throw TemplateError(
                    .wrongShape("An item of Fn::Join", expected: "text, not \(item.kind)"),
                    at: item.place
                )
            }
            length += text.utf8.count + separator.utf8.count
            try check(length: length, at: argument.place)
            parts.append(text)
        }
        return parts.joined(separator: separator)
    }

    func check(length: Int, at place: YAMLPlace) throws(TemplateError) {
        guard length <= Self.longestText else {
            throw TemplateError(.tooMuch("bytes in one text", limit: Self.longestText), at: place)
        }
    }

    private mutating func selected(_ argument: Value) throws(TemplateError) -> Value? {
        let values = try arguments("Fn::Select", argument, 2...2)
        let index = Int(try text(values[0], of: "The index of Fn::Select"))
        let items = try list(values[1], of: "The second value of Fn::Select")
        guard let index, items.indices.contains(index) else {
            let expected = "a number from 0 to \(items.count - 1), as the list has \(items.count) items"
            throw TemplateError(.wrongShape("The index of Fn::Select", expected: expected), at: values[0].place)
        }
        return items[index]
    }

    private mutating func split(_ argument: Value, at place: YAMLPlace) throws(TemplateError) -> Value {
        let values = try arguments("Fn::Split", argument, 2...2)
        let separator = try text(values[0], of: "The separator of Fn::Split")
        guard !separator.isEmpty else {
            throw TemplateError(.wrongShape("The separator of Fn::Split", expected: "not empty"), at: values[0].place)
        }
        let text = Array(try text(values[1], of: "The second value of Fn::Split").utf8)
        return .list(text.parts(between: Array(separator.utf8)).map { .text($0, at: place) }, at: place)
    }
}

extension [UInt8] {
    fileprivate func parts(between separator: [UInt8]) -> [String] {
        var parts: [String] = []
        var start = startIndex
        var index = startIndex
        while index + separator.count <= endIndex {
            if self[index] == separator[0], self[index..<index + separator.count].elementsEqual(separator) {
                parts.append(String(decoding: self[start..<index], as: UTF8.self))
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        return parts + [String(decoding: self[start...], as: UTF8.self)]
    }
}
