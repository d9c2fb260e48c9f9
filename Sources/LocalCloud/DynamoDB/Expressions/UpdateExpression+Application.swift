import AWSClient

/// Why an update cannot be made of this item, in DynamoDB's words.
struct UpdateFault: Error, Equatable, Sendable {
    let message: String

    static let missingAttribute = UpdateFault(
        message: "The provided expression refers to an attribute that does not exist in the item"
    )
    static let invalidPath = UpdateFault(
        message: "The document path provided in the update expression is invalid for update"
    )
    static let operandType = UpdateFault(message: "An operand in the update expression has an incorrect data type")

    static func number(_ fault: DecimalFault) -> UpdateFault {
        fault == .notANumber ? operandType : UpdateFault(message: fault.words(of: ""))
    }
}

extension UpdateExpression {
    /// Changes an item.
    ///
    /// Every value is read from the item as it was, whatever the other actions do to it.
    func apply(to item: inout Item) throws(UpdateFault) {
        let before = item
        var changes: [(Action, AttributeValue?)] = []
        for action in actions { changes.append((action, try outcome(of: action, on: before))) }
        // What is put behind the end of a list gets there in the order of the places that were named.
        changes.sort { $0.0.path.comesBefore($1.0.path) }
        var removals: [DocumentPath] = []
        for (action, value) in changes {
            switch action {
            case .set, .add, .delete: try item.set(value, at: action.path)
            case .remove(let path): removals.append(path)
            }
        }
        // From behind, so that no removal from a list moves what another still means.
        for path in removals.sorted(by: { $1.comesBefore($0) }) { try item.set(nil, at: path) }
    }

    private func outcome(of action: Action, on item: Item) throws(UpdateFault) -> AttributeValue? {
        switch action {
        case .set(_, let value): try value.value(in: item)
        case .remove: nil
        case .add(let path, let value): try Self.sum(path.value(in: item), value)
        case .delete(let path, let value): try Self.difference(path.value(in: item), value)
        }
    }

    private static func sum(_ old: AttributeValue?, _ added: AttributeValue) throws(UpdateFault) -> AttributeValue {
        switch (old, added) {
        case (nil, .number), (nil, .stringSet), (nil, .numberSet), (nil, .binarySet): return added
        case (.number(let one)?, .number(let two)): return .number(try Value.sum(one, two))
        case (.stringSet(let one)?, .stringSet(let two)): return .stringSet(one + two.filter { !one.contains($0) })
        case (.binarySet(let one)?, .binarySet(let two)): return .binarySet(one + two.filter { !one.contains($0) })
        case (.numberSet(let one)?, .numberSet(let two)):
            let known = Set(one.compactMap(DecimalNumber.init(lenient:)))
            return .numberSet(one + two.filter { DecimalNumber(lenient: $0).map { !known.contains($0) } ?? false })
        default: throw .operandType
        }
    }

    /// Nil for a set of which nothing is left: an empty set is no attribute.
    private static func difference(
        _ old: AttributeValue?,
        _ taken: AttributeValue
    ) throws(UpdateFault) -> AttributeValue? {
        switch (old, taken) {
        case (nil, .stringSet), (nil, .numberSet), (nil, .binarySet): return nil
        case (.stringSet(let one)?, .stringSet(let two)):
            let rest = one.filter { !two.contains($0) }
            return rest.isEmpty ? nil : .stringSet(rest)
        case (.binarySet(let one)?, .binarySet(let two)):
            let rest = one.filter { !two.contains($0) }
            return rest.isEmpty ? nil : .binarySet(rest)
        case (.numberSet(let one)?, .numberSet(let two)):
            let gone = Set(two.compactMap(DecimalNumber.init(lenient:)))
            let rest = one.filter { DecimalNumber(lenient: $0).map { !gone.contains($0) } ?? true }
            return rest.isEmpty ? nil : .numberSet(rest)
        default: throw .operandType
        }
    }
}
