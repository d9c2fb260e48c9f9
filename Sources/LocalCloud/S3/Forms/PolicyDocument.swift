import Encoding
import JSON
import Time

/// What a form's policy allows, and until when.
struct PolicyDocument {
    private enum Condition {
        case equals(String, String)
        case startsWith(String, String)
        case contentLength(Int, Int)
    }

    private let expiration: Instant
    private let conditions: [Condition]

    /// Of the field `policy`, in base64.
    init(_ text: String) throws(ServiceFault) {
        let document: JSONValue
        guard let bytes = Base64.decode(String(text.filter { !$0.isNewline })) else {
            throw .s3(.invalidPolicyDocument, "Invalid Policy: Invalid Base64 Encoding.")
        }
        do throws(JSONError) {
            document = try JSONValue(parsing: bytes)
        } catch {
            throw .s3(.invalidPolicyDocument, "Invalid Policy: Invalid JSON.")
        }
        guard let end = document["expiration"]?.string.flatMap(Instant.init(rfc3339:)) else {
            throw .s3(.invalidPolicyDocument, "Invalid Policy: Policy missing expiration.")
        }
        guard let list = document["conditions"]?.array else {
            throw .s3(.invalidPolicyDocument, "Invalid Policy: Policy missing conditions.")
        }
        expiration = end
        var conditions: [Condition] = []
        for item in list { conditions += try Self.conditions(item) }
        self.conditions = conditions
    }

    /// Holds the fields of a form, with names in lower case, against the policy.
    func check(_ fields: [String: String], at now: Instant) throws(ServiceFault) {
        guard now < expiration else { throw .s3(.accessDenied, "Invalid according to Policy: Policy expired.") }
        var covered: Set<String> = []
        for condition in conditions {
            switch condition {
            case .equals(let name, let value):
                guard fields[name] == value else { throw Self.failed("eq", name, value) }
                covered.insert(name)
            case .startsWith(let name, let prefix):
                guard let found = fields[name], Self.starts(found, prefix, name) else {
                    throw Self.failed("starts-with", name, prefix)
                }
                covered.insert(name)
            case .contentLength: break
            }
        }
        let extra = fields.keys.filter { !covered.contains($0) && !Self.isFree($0) }.min()
        if let extra { throw .s3(.accessDenied, "Invalid according to Policy: Extra input fields: \(extra)") }
    }

    /// How many bytes the file may have; every range must hold.
    var sizes: ClosedRange<Int> {
        conditions.reduce(0...Reception.longest) { sizes, condition in
            guard case .contentLength(let least, let most) = condition else { return sizes }
            let low = max(sizes.lowerBound, least)
            return low...max(low, min(sizes.upperBound, most))
        }
    }

    private static func conditions(_ item: JSONValue) throws(ServiceFault) -> [Condition] {
        if let object = item.object {
            var conditions: [Condition] = []
            for member in object.members {
                guard let value = member.value.string else { throw malformed }
                conditions.append(.equals(member.key.lowercased(), value))
            }
            return conditions
        }
        guard let list = item.array, list.count == 3, let kind = list[0].string?.lowercased() else { throw malformed }
        if kind == "content-length-range" {
            guard let least = number(list[1]), let most = number(list[2]) else { throw malformed }
            return [.contentLength(least, most)]
        }
        guard let name = list[1].string, name.hasPrefix("$"), let value = list[2].string else { throw malformed }
        let field = name.dropFirst().lowercased()
        switch kind {
        case "eq": return [.equals(field, value)]
        case "starts-with": return [.startsWith(field, value)]
        default: throw malformed
        }
    }

    private static func number(_ value: JSONValue) -> Int? {
        let number = value.int ?? value.string.flatMap { Int($0) }
        return number.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Of the content type, each of a list must begin so.
    private static func starts(_ value: String, _ prefix: String, _ name: String) -> Bool {
        guard name == "content-type" else { return value.utf8.starts(with: prefix.utf8) }
        return value.split(separator: ",").allSatisfy { $0.trimmed.utf8.starts(with: prefix.utf8) }
    }

    private static func isFree(_ name: String) -> Bool {
        ["bucket", "file", "policy", "x-amz-signature"].contains(name) || name.hasPrefix("x-ignore-")
    }

    private static func failed(_ kind: String, _ name: String, _ value: String) -> ServiceFault {
        .s3(
            .accessDenied,
            "Invalid according to Policy: Policy Condition failed: [\"\(kind)\", \"$\(name)\", \"\(value)\"]"
        )
    }

    private static var malformed: ServiceFault {
        .s3(.invalidPolicyDocument, "Invalid Policy: Invalid Simple-Condition.")
    }
}
