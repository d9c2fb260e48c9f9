// Containers throw what Codable's contract says, a DecodingError; our own error, with the position, travels inside.
extension Tape {
    func mismatch(expected: String, at node: Int, _ type: Any.Type) -> DecodingError {
        let reason = JSONError.Reason.mismatch(expected: expected, found: nodes[node].jsonKind)
        return .typeMismatch(type, context(reason, at: node, path: path(to: node)))
    }

    func unrepresentable(expected: String, at node: Int) -> DecodingError {
        .dataCorrupted(context(.unrepresentable(expected: expected), at: node, path: path(to: node)))
    }

    func missing(_ key: any CodingKey, in object: Int) -> DecodingError {
        .keyNotFound(key, context(.missingKey(key.stringValue), at: object, path: path(to: object)))
    }

    func missingValue(_ type: Any.Type, at node: Int) -> DecodingError {
        .valueNotFound(type, context(.missingValue(expected: "\(type)"), at: node, path: path(to: node)))
    }

    func endOfArray(_ type: Any.Type, index: Int, array: Int) -> DecodingError {
        var path = path(to: array)
        path.steps.append(.index(index))
        return .valueNotFound(type, context(.missingValue(expected: "\(type)"), at: array, path: path))
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
        case .typeMismatch(_, let its), .dataCorrupted(let its):
            (reason, context) = (.refused(its.debugDescription), its)
        case .keyNotFound(let key, let its):
            (reason, context) = (.missingKey(key.stringValue), its)
        case .valueNotFound(let type, let its):
            (reason, context) = (.missingValue(expected: "\(type)"), its)
        @unknown default:
            return JSONError(.refused("\(error)"))
        }
        if let ours = context.underlyingError as? JSONError { return ours }
        let path = JSONPath(context.codingPath)
        return JSONError(reason, at: position(of: node(at: path)), path: path)
    }
}
