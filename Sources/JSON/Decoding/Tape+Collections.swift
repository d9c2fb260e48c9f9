// The two collections that nearly every event has. The standard library would build them through its containers: for a
// dictionary of two strings that alone was a fifth of decoding an event.
extension Tape {
    func strings(at array: Int) throws -> [String] {
        guard nodes[array].kind == .array else { throw mismatch(expected: .array, at: array, [String].self) }
        var strings: [String] = []
        strings.reserveCapacity(nodes[array].high)
        var index = array + 1
        while index < nodes[array].low {
            strings.append(try text(at: index))
            index = next(after: index)
        }
        return strings
    }

    func dictionary(at object: Int) throws -> [String: String] {
        guard nodes[object].kind == .object else {
            throw mismatch(expected: .object, at: object, [String: String].self)
        }
        var dictionary: [String: String] = [:]
        var index = object + 1
        while index < nodes[object].low {
            dictionary[string(at: index)] = try text(at: index + 1)
            index = next(after: index + 1)
        }
        return dictionary
    }
}
