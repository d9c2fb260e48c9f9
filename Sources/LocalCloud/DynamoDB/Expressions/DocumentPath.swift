import AWSClient

/// A way into an item: an attribute, and what lies in it.
struct DocumentPath: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case attribute(String)
        case element(Int)
    }

    let attribute: String
    let rest: [Step]

    var steps: [Step] { [.attribute(attribute)] + rest }

    /// The value at its end; nil where the way leads nowhere.
    func value(in item: Item) -> AttributeValue? {
        var value = item[attribute]
        for step in rest { value = value?.at(step) }
        return value
    }

    /// Whether one is the other, or lies in it: no update may speak of both.
    func overlaps(_ other: DocumentPath) -> Bool {
        zip(steps, other.steps).allSatisfy { $0 == $1 }
    }

    /// Whether at the first step that differs one asks for an element and the other for an attribute.
    func conflicts(with other: DocumentPath) -> Bool {
        guard let (mine, others) = zip(steps, other.steps).first(where: { $0 != $1 }) else { return false }
        switch (mine, others) {
        case (.attribute, .element), (.element, .attribute): return true
        case (.attribute, .attribute), (.element, .element): return false
        }
    }
}

extension ExpressionKind {
    /// Refuses paths of which one lies in another, or that take one thing for a list and for a map.
    func check(_ paths: [DocumentPath]) throws(ExpressionFault) {
        for (index, path) in paths.enumerated() {
            for other in paths[..<index] {
                let rest = "must remove or rewrite one of these paths; path one: \(other), path two: \(path)"
                if path.overlaps(other) {
                    throw ExpressionFault(self, "Two document paths overlap with each other; \(rest)")
                }
                if path.conflicts(with: other) {
                    throw ExpressionFault(self, "Two document paths conflict with each other; \(rest)")
                }
            }
        }
    }
}

extension AttributeValue {
    func at(_ step: DocumentPath.Step) -> AttributeValue? {
        switch (self, step) {
        case (.map(let map), .attribute(let name)): map[name]
        case (.list(let list), .element(let index)): list.indices.contains(index) ? list[index] : nil
        default: nil
        }
    }
}

extension DocumentPath: CustomStringConvertible {
    /// As DynamoDB's faults have it: `[a, b, [0]]`.
    var description: String {
        let words = steps.map { step in
            switch step {
            case .attribute(let name): name
            case .element(let index): "[\(index)]"
            }
        }
        return "[\(words.joined(separator: ", "))]"
    }
}
