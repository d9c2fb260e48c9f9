package import JSON
import YAML

extension Value {
    /// The value as JSON; what is not finite is null, as JSON has no word for it.
    package var json: JSONValue {
        switch content {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .integer(let integer): .integer(integer)
        case .double(let double): .double(double)
        case .string(let text): .string(text)
        case .list(let list): .array(list.map(\.json))
        case .map(let members): .object(JSONObject(members.map { ($0.key, $0.value.json) }))
        }
    }
}
