import YAML

/// Reads the members of one map and remembers which were asked for: the others are not understood, and said so.
final class Properties {
    let value: Value
    let logicalID: String
    let type: String
    private let path: String
    private var asked: Set<String> = []
    private var below: [Properties] = []
    private var notes: [Note] = []

    init(of logicalID: String, type: String, path: String = "", _ value: Value) throws(TemplateError) {
        guard value.members != nil else {
            let subject = path.isEmpty ? "The properties of \(logicalID)" : "\(logicalID).\(path)"
            throw TemplateError(.wrongShape(subject, expected: "a map, not \(value.kind)"), at: value.place)
        }
        self.value = value
        self.logicalID = logicalID
        self.type = type
        self.path = path
    }

    /// What was found here and below that does nothing here; to be called once all has been read.
    func finish() -> [Note] {
        let members = value.members ?? []
        let rest = members.filter { !asked.contains($0.key) }.map { member in
            Note(.notUnderstood, logicalID, type: type, property: name(member.key), at: member.place)
        }
        return notes + rest + below.flatMap { $0.finish() }
    }

    /// The value as it is; what is inside counts as understood.
    func value(_ key: String) -> Value? {
        asked.insert(key)
        guard let found = value[key], found.content != .null else { return nil }
        return found
    }

    func string(_ key: String) throws(TemplateError) -> String? {
        guard let found = value(key) else { return nil }
        guard let text = found.scalarText else { throw wrong(key, "a string", found) }
        return text
    }

    func need(_ key: String) throws(TemplateError) -> String {
        guard let text = try string(key) else { throw missing(key) }
        return text
    }

    func integer(_ key: String) throws(TemplateError) -> Int? {
        guard let found = value(key) else { return nil }
        guard let integer = found.scalarText.flatMap(Int.init) else { throw wrong(key, "a whole number", found) }
        return integer
    }

    func double(_ key: String) throws(TemplateError) -> Double? {
        guard let found = value(key) else { return nil }
        guard let double = found.scalarText.flatMap(Double.init) else { throw wrong(key, "a number", found) }
        return double
    }

    func seconds(_ key: String) throws(TemplateError) -> Duration? {
        try integer(key).map { .seconds($0) }
    }

    func bool(_ key: String) throws(TemplateError) -> Bool? {
        guard let found = value(key) else { return nil }
        switch found.scalarText {
        case "true", "True": return true
        case "false", "False": return false
        default: throw wrong(key, "true or false", found)
        }
    }

    /// A list of strings; one string is a list of one.
    func strings(_ key: String) throws(TemplateError) -> [String]? {
        guard let found = value(key) else { return nil }
        var strings: [String] = []
        for item in found.list ?? [found] {
            guard let text = item.scalarText else { throw wrong(key, "a list of strings", item) }
            strings.append(text)
        }
        return strings
    }

    /// The text of each member of a map.
    func texts(_ key: String) throws(TemplateError) -> [String: String]? {
        guard let found = value(key) else { return nil }
        guard let members = found.members else { throw wrong(key, "a map of strings", found) }
        var texts: [String: String] = [:]
        for member in members {
            guard let text = member.value.scalarText else {
                throw wrong("\(key).\(member.key)", "a string", member.value)
            }
            texts[member.key] = text
        }
        return texts
    }

    func map(_ key: String) throws(TemplateError) -> Properties? {
        guard let found = value(key) else { return nil }
        return try inside(key, found)
    }

    func maps(_ key: String) throws(TemplateError) -> [Properties] {
        guard let found = value(key) else { return [] }
        guard let list = found.list else { throw wrong(key, "a list", found) }
        var maps: [Properties] = []
        for (index, item) in list.enumerated() { maps.append(try inside("\(key)[\(index)]", item)) }
        return maps
    }

    /// A reader of what is not itself under a key of ours.
    func inside(_ key: String, _ value: Value) throws(TemplateError) -> Properties {
        let reader = try Properties(of: logicalID, type: type, path: name(key), value)
        below.append(reader)
        return reader
    }

    /// Members that only say something to people.
    func skip(_ keys: String...) { asked.formUnion(keys) }

    /// Members that are known and change nothing on one machine.
    func ignore(_ keys: String...) {
        for key in keys {
            guard asked.insert(key).inserted, let found = value[key] else { continue }
            notes.append(Note(.withoutEffect, logicalID, type: type, property: name(key), at: found.place))
        }
    }

    /// Says that a member, though read, is not emulated.
    func refuse(_ key: String, _ reason: String) {
        let place = value[key]?.place ?? value.place
        notes.append(Note(.notUnderstood, logicalID, type: type, property: name(key), reason, at: place))
    }

    func missing(_ key: String) -> TemplateError {
        TemplateError(.missingProperty(name(key), of: "\(logicalID) (\(type))"), at: value.place)
    }

    func wrong(_ key: String, _ expected: String, _ found: Value) -> TemplateError {
        TemplateError(
            .wrongShape("\(logicalID).\(name(key))", expected: "\(expected), not \(found.kind)"),
            at: found.place
        )
    }

    private func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
