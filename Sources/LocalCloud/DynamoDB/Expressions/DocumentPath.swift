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
    var description: String {
        rest.reduce(attribute) { text, step in
            switch step {
            case .attribute(let name): "\(text).\(name)"
            case .element(let index): "\(text)[\(index)]"
            }
        }
    }
}
