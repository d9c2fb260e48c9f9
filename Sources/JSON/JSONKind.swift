/// The six kinds of value, with the names that errors give them.
package enum JSONKind: String, Sendable, Hashable {
    case null
    case bool
    case number
    case string
    case array
    case object
}
