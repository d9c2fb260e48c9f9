// Containers throw what Codable's contract says, a DecodingError; our own error, with the position, travels inside.
extension Tape {
    /// The wrong kind; to Codable a null is no value, unless a container was asked for.
    func mismatch(expected: JSONKind, at node: Int, _ type: Any.Type) -> DecodingError {
        let found = nodes[node].jsonKind
        let reason = JSONError.Reason.mismatch(expected: expected, found: found)
        let context = context(reason, at: node, path: path(to: node))
        guard found == .null, expected != .array, expected != .object else { return .typeMismatch(type, context) }
        return .valueNotFound(type, context)
    }

    func unrepresentable(expected: String, bits: Int, at node: Int) -> DecodingError {
        let reason = JSONError.Reason.unrepresentable(expected: "\(expected) of \(bits) bits")
        return .dataCorrupted(context(reason, at: node, path: path(to: node)))
    }

    func missing(_ key: any CodingKey, in object: Int) -> DecodingError {
        .keyNotFound(key, context(.missingKey(key.stringValue), at: object, path: path(to: object)))
    }

    func endOfArray(_ type: Any.Type, index: Int, array: Int) -> DecodingError {
        var path = path(to: array)
        path.steps.append(.index(index))
        return .valueNotFound(type, context(.missingValue, at: array, path: path))
    }

    private func context(_ reason: JSONError.Reason, at node: Int, path: JSONPath) -> DecodingError.Context {
        let error = JSONError(reason, at: position(of: node), path: path)
        return DecodingError.Context(
            codingPath: path.codingPath,
            debugDescription: reason.description,
            underlyingError: error
        )
    }

    /// Whatever a type threw while it was decoded, as our one error.
    func error(for error: any Error) -> JSONError {
        switch error {
        case let error as JSONError: return error
        case let error as DecodingError: return self.error(for: error)
        default:
            let node = refusing ?? 0
            return JSONError(.refused("\(error)"), at: position(of: node), path: path(to: node))
        }
    }

    private func error(for error: DecodingError) -> JSONError {
        let reason: JSONError.Reason
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let its), .valueNotFound(_, let its), .dataCorrupted(let its):
            (reason, context) = (.refused(its.debugDescription), its)
        case .keyNotFound(let key, let its):
            (reason, context) = (.missingKey(key.stringValue), its)
        @unknown default:
            return JSONError(.refused("\(error)"))
        }
        if let ours = context.underlyingError as? JSONError { return ours }
        let path = JSONPath(context.codingPath)
        return JSONError(reason, at: position(of: node(at: path)), path: path)
    }
}
