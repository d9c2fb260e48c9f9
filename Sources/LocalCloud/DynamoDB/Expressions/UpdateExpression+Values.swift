import AWSClient

extension UpdateExpression.Value {
    /// What it comes to in an item as it was before the update.
    func value(in item: Item) throws(UpdateFault) -> AttributeValue {
        switch self {
        case .constant(let value): return value
        case .path(let path):
            guard let value = path.value(in: item) else { throw .missingAttribute }
            return value
        case .ifNotExists(let path, let other):
            if let value = path.value(in: item) { return value }
            return try other.value(in: item)
        case .listAppend(let first, let second):
            guard case .list(let one) = try first.value(in: item), case .list(let two) = try second.value(in: item)
            else { throw .operandType }
            return .list(one + two)
        case .plus(let left, let right):
            let (one, two) = try Self.numbers(left, right, in: item)
            return .number(try Self.sum(one, two))
        case .minus(let left, let right):
            let (one, two) = try Self.numbers(left, right, in: item)
            do throws(DecimalFault) {
                return .number("\(try DecimalNumber(one) - DecimalNumber(two))")
            } catch {
                throw .number(error)
            }
        }
    }

    static func sum(_ one: String, _ two: String) throws(UpdateFault) -> String {
        do throws(DecimalFault) {
            return "\(try DecimalNumber(one) + DecimalNumber(two))"
        } catch {
            throw .number(error)
        }
    }

    private static func numbers(_ left: Self, _ right: Self, in item: Item) throws(UpdateFault) -> (String, String) {
        guard case .number(let one) = try left.value(in: item), case .number(let two) = try right.value(in: item)
        else { throw .operandType }
        return (one, two)
    }
}

extension Item {
    /// Puts a value at the end of a path, or takes what is there away.
    ///
    /// The way to it must be there; its end need not.
    mutating func set(_ value: AttributeValue?, at path: DocumentPath) throws(UpdateFault) {
        guard !path.rest.isEmpty else {
            self[path.attribute] = value
            return
        }
        guard var top = self[path.attribute] else { throw .invalidPath }
        try top.set(value, at: path.rest[...])
        self[path.attribute] = top
    }
}

extension AttributeValue {
    fileprivate mutating func set(
        _ value: AttributeValue?,
        at steps: ArraySlice<DocumentPath.Step>
    ) throws(UpdateFault) {
        guard let step = steps.first else { return }
        let rest = steps.dropFirst()
        switch (self, step) {
        case (.map(var map), .attribute(let name)):
            if rest.isEmpty {
                map[name] = value
            } else {
                guard var inner = map[name] else { throw .invalidPath }
                try inner.set(value, at: rest)
                map[name] = inner
            }
            self = .map(map)
        case (.list(var list), .element(let index)):
            if list.indices.contains(index) {
                if !rest.isEmpty {
                    try list[index].set(value, at: rest)
                } else if let value {
                    list[index] = value
                } else {
                    list.remove(at: index)
                }
            } else {
                // Behind the end there is only one place.
                guard rest.isEmpty else { throw .invalidPath }
                if let value { list.append(value) }
            }
            self = .list(list)
        default: throw .invalidPath
        }
    }
}

extension DocumentPath {
    /// By names and by the elements of lists, the lower first: an order of all paths, so that they can be sorted.
    func comesBefore(_ other: DocumentPath) -> Bool {
        for (mine, others) in zip(steps, other.steps) where mine != others {
            switch (mine, others) {
            case (.element(let one), .element(let two)): return one < two
            case (.attribute(let one), .attribute(let two)): return one < two
            case (.element, .attribute): return true
            case (.attribute, .element): return false
            }
        }
        return rest.count < other.rest.count
    }
}
