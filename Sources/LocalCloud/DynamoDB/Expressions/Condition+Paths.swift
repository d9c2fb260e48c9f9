extension Condition {
    /// The names of all attributes that it speaks of.
    var attributes: Set<String> {
        switch self {
        case .compare(let one, _, let two), .beginsWith(let one, let two), .contains(let one, let two):
            Self.attributes([one, two])
        case .between(let value, let low, let high): Self.attributes([value, low, high])
        case .isOneOf(let value, let candidates): Self.attributes([value] + candidates)
        case .exists(let path), .isAbsent(let path), .hasType(let path, _): [path.attribute]
        case .and(let one, let two), .or(let one, let two): one.attributes.union(two.attributes)
        case .not(let condition): condition.attributes
        }
    }

    private static func attributes(_ operands: [Operand]) -> Set<String> {
        Set(operands.compactMap(\.attribute))
    }
}

extension Condition.Operand {
    fileprivate var attribute: String? {
        switch self {
        case .path(let path): path.attribute
        case .size(let operand): operand.attribute
        case .value: nil
        }
    }
}
