extension Draft {
    func path(to node: Int) -> JSONPath {
        var steps: [JSONPath.Step] = []
        var node = node
        while node != Draft.none {
            let its = nodes[node]
            if its.index != Draft.none {
                steps.append(.index(its.index))
            } else if its.end > its.start {
                steps.append(.key(name(of: its)))
            }
            node = its.parent
        }
        return JSONPath(steps.reversed())
    }

    /// The key before its escaping, which only an error wants to know.
    private func name(of member: Node) -> String {
        let key = key(of: member)
        let quote = UInt8(ascii: "\"")
        do {
            return try JSONValue(parsing: [quote] + key + [quote]).string ?? ""
        } catch {
            return String(decoding: key, as: UTF8.self)
        }
    }

    private func path(to place: Place) -> JSONPath {
        switch place {
        case .slot(let slot): return path(to: slot)
        case .member(let key, let object):
            return JSONPath(path(to: object).steps + [.key(key)])
        case .element(let array):
            return JSONPath(path(to: array).steps + [.index(nodes[array].count)])
        }
    }

    // Codable's contract is an EncodingError; our own error travels inside.
    func invalid(_ reason: JSONError.Reason, at place: Place) -> EncodingError {
        let error = JSONError(reason, path: path(to: place))
        let context = EncodingError.Context(
            codingPath: error.path.codingPath,
            debugDescription: reason.description,
            underlyingError: error
        )
        return .invalidValue(reason, context)
    }

    func invalid(_ reason: JSONError.Reason, at slot: Int) -> EncodingError {
        invalid(reason, at: .slot(slot))
    }

    /// Whether the error on its way out came from a value inside this one.
    func isRefusing(within slot: Int) -> Bool {
        var node = refusing ?? Draft.none
        while node != Draft.none, node != slot { node = nodes[node].parent }
        return node == slot
    }

    /// Whatever a type threw while it was encoded, as our one error.
    func error(for error: any Error) -> JSONError {
        switch error {
        case let error as JSONError: return error
        case EncodingError.invalidValue(_, let context):
            if let ours = context.underlyingError as? JSONError { return ours }
            return JSONError(.refused(context.debugDescription), path: JSONPath(context.codingPath))
        default:
            return JSONError(.refused("\(error)"), path: path(to: refusing ?? Draft.root))
        }
    }
}
