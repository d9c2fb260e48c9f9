import AWSClient
import JSON

/// The parameters of a call, or of a part of one.
///
/// Each is taken once: what is left over at the end is a parameter that nothing here knows, which nobody may believe
/// to have had an effect.
struct CallFields {
    private var object: JSONObject
    /// As AWS names the place in its faults: `transactItems.1.member.`.
    private let place: String

    init(_ object: JSONObject, at place: String = "") {
        self.object = object
        self.place = place
    }

    /// Refuses what was not taken.
    func finish() throws(ServiceFault) {
        if let name = object.keys.first { throw .notEmulated("The parameter \(place)\(name)") }
    }

    mutating func take(_ name: String) -> JSONValue? {
        guard let value = object[name] else { return nil }
        object[name] = nil
        if value.isNull { return nil }
        return value
    }

    mutating func text(_ name: String) throws(ServiceFault) -> String? { try take(name)?.text(name) }

    mutating func flag(_ name: String) throws(ServiceFault) -> Bool? {
        guard let value = take(name) else { return nil }
        guard let flag = value.bool else { throw .unreadable(name) }
        return flag
    }

    mutating func integer(_ name: String) throws(ServiceFault) -> Int? {
        guard let value = take(name) else { return nil }
        guard let number = value.int else { throw .unreadable(name) }
        return number
    }

    mutating func item(_ name: String) throws(ServiceFault) -> Item? {
        guard let value = take(name) else { return nil }
        return try Item(reading: value)
    }

    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String
    ) throws(ServiceFault) -> Choice? {
        guard let text = try text(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw .unsatisfied("'\(text)'", at: member(name), "Member must satisfy enum value set: [\(all)]")
    }

    /// The parts of a list, each read to its end.
    mutating func list<Element>(
        _ name: String,
        _ element: (inout CallFields) throws(ServiceFault) -> Element
    ) throws(ServiceFault) -> [Element]? {
        guard let value = take(name) else { return nil }
        guard let array = value.array else { throw .unreadable(name) }
        var elements: [Element] = []
        elements.reserveCapacity(array.count)
        for (index, value) in array.enumerated() {
            elements.append(try read(value, at: "\(member(name)).\(index + 1).member.", element))
        }
        return elements
    }

    mutating func part<Part>(
        _ name: String,
        _ part: (inout CallFields) throws(ServiceFault) -> Part
    ) throws(ServiceFault) -> Part? {
        guard let value = take(name) else { return nil }
        return try read(value, at: "\(member(name)).", part)
    }

    /// What lies under names that the caller chose, in the order of the names.
    mutating func map<Value>(
        _ name: String,
        _ value: (String, JSONValue) throws(ServiceFault) -> Value
    ) throws(ServiceFault) -> [(key: String, value: Value)]? {
        guard let json = take(name) else { return nil }
        guard let object = json.object else { throw .unreadable(name) }
        var values: [(key: String, value: Value)] = []
        for member in object.members.sorted(by: { $0.key < $1.key }) {
            values.append((member.key, try value(member.key, member.value)))
        }
        return values
    }

    func read<Part>(
        _ json: JSONValue,
        at place: String,
        _ part: (inout CallFields) throws(ServiceFault) -> Part
    ) throws(ServiceFault) -> Part {
        guard let object = json.object else { throw .unreadable(place) }
        var fields = CallFields(object, at: place)
        let value = try part(&fields)
        try fields.finish()
        return value
    }

    func required<Value>(_ value: Value?, _ name: String) throws(ServiceFault) -> Value {
        guard let value else { throw .unsatisfied("null", at: member(name), "Member must not be null") }
        return value
    }

    /// `tableName`, as AWS writes the member `TableName` in its faults.
    func member(_ name: String) -> String { place + name.prefix(1).lowercased() + name.dropFirst() }
}

extension CallFields {
    /// A table is named by its name or its ARN.
    mutating func tableName() throws(ServiceFault) -> String {
        let text = try required(try text("TableName"), "TableName")
        guard text.hasPrefix("arn:"), let slash = text.lastIndex(of: "/") else { return text }
        return String(text[text.index(after: slash)...])
    }

    /// The name of a table that is to be made.
    mutating func newName(_ field: String) throws(ServiceFault) -> String {
        let name = try required(try text(field), field)
        let place = member(field)
        if name.utf8.count < 3 {
            throw .unsatisfied("'\(name)'", at: place, "Member must have length greater than or equal to 3")
        }
        if name.utf8.count > 255 {
            throw .unsatisfied("'\(name)'", at: place, "Member must have length less than or equal to 255")
        }
        guard name.utf8.allSatisfy(Self.isOfName) else {
            throw .unsatisfied(
                "'\(name)'",
                at: place,
                "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
            )
        }
        return name
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
