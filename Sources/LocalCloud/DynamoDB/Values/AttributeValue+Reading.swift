import AWSClient
import Encoding
import JSON

extension AttributeValue {
    /// A value as a request has it, with its numbers as DynamoDB gives them back.
    ///
    /// `depth` is how many maps and lists it lies in.
    init(_ json: JSONValue, depth: Int = 0) throws(ServiceFault) {
        guard let members = json.object?.members else { throw .unreadable("an attribute value") }
        guard let member = members.first else { throw .invalid(Self.empty) }
        guard members.count == 1 else { throw .invalid(Self.several) }
        try self.init(member.value, of: member.key, depth: depth)
    }

    private init(_ json: JSONValue, of typeName: String, depth: Int) throws(ServiceFault) {
        switch typeName {
        case "S": self = .string(try json.text("S"))
        case "N": self = .number(try Self.numeral(try json.text("N")))
        case "B": self = .binary(try json.bytesOfBase64("B"))
        case "BOOL":
            guard let value = json.bool else { throw .unreadable("BOOL") }
            self = .bool(value)
        case "NULL":
            guard let value = json.bool else { throw .unreadable("NULL") }
            if !value { throw .invalidTableParameter("Null attribute value types must have the value of true") }
            self = .null
        case "M": self = .map(try Self.map(json, depth: try Self.below(depth)))
        case "L":
            let depth = try Self.below(depth)
            self = .list(try json.elements("L") { json throws(ServiceFault) in try AttributeValue(json, depth: depth) })
        case "SS":
            let texts = try json.elements("SS") { json throws(ServiceFault) in try json.text("SS") }
            if texts.isEmpty { throw .invalidTableParameter("An string set  may not be empty") }
            self = .stringSet(
                try Self.set(
                    texts,
                    .invalidTableParameter("Input collection [\(texts.joined(separator: ", "))] contains duplicates.")
                )
            )
        case "NS":
            let texts = try json.elements("NS") { json throws(ServiceFault) in try Self.numeral(try json.text("NS")) }
            if texts.isEmpty { throw .invalidTableParameter("An number set  may not be empty") }
            self = .numberSet(try Self.set(texts, .invalid("Input collection contains duplicates")))
        case "BS":
            let values = try json.elements("BS") { json throws(ServiceFault) in try json.bytesOfBase64("BS") }
            if values.isEmpty { throw .invalidTableParameter("Binary sets should not be empty") }
            self = .binarySet(
                try Self.set(values, .invalidTableParameter("Input collection of type BS contains duplicates."))
            )
        default: throw .invalid(Self.empty)
        }
    }

    static func map(_ json: JSONValue, depth: Int) throws(ServiceFault) -> [String: AttributeValue] {
        guard let object = json.object else { throw .unreadable("a map of attribute values") }
        var map: [String: AttributeValue] = [:]
        map.reserveCapacity(object.count)
        for member in object.members { map[member.key] = try AttributeValue(member.value, depth: depth) }
        return map
    }

    private static func below(_ depth: Int) throws(ServiceFault) -> Int {
        if depth >= deepest { throw .tooDeep }
        return depth + 1
    }

    private static func numeral(_ text: String) throws(ServiceFault) -> String {
        if isPlain(text) { return text }
        do throws(DecimalFault) {
            return try DecimalNumber(text).description
        } catch {
            throw .invalid(error.words(of: text))
        }
    }

    /// Most numbers are written as DynamoDB writes them.
    private static func isPlain(_ text: String) -> Bool {
        let digits = text.utf8
        guard let first = digits.first, digits.count <= DecimalNumber.mostDigits else { return false }
        return first != UInt8(ascii: "0") && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func set<Element: Hashable>(
        _ elements: [Element],
        _ repeated: @autoclosure () -> ServiceFault
    ) throws(ServiceFault) -> [Element] {
        if Set(elements).count < elements.count { throw repeated() }
        return elements
    }

    private static let empty =
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
    private static let several =
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
}

extension Item {
    init(reading json: JSONValue) throws(ServiceFault) {
        self.init(try AttributeValue.map(json, depth: 0))
    }
}

extension JSONValue {
    func text(_ what: String) throws(ServiceFault) -> String {
        guard let string else { throw .unreadable(what) }
        return string
    }

    fileprivate func bytesOfBase64(_ what: String) throws(ServiceFault) -> [UInt8] {
        guard let bytes = Base64.decode(try text(what)) else { throw .unreadable("\(what), which is no base64") }
        return bytes
    }

    func elements<Element>(
        _ what: String,
        _ element: (JSONValue) throws(ServiceFault) -> Element
    ) throws(ServiceFault) -> [Element] {
        guard let array else { throw .unreadable(what) }
        var elements: [Element] = []
        elements.reserveCapacity(array.count)
        for value in array { elements.append(try element(value)) }
        return elements
    }
}
