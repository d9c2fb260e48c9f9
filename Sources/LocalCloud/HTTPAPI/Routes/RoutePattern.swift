/// The path of a route: `/docs/{id}`, `/files/{path+}`, or `$default`.
struct RoutePattern: Sendable, Equatable {
    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String)
        /// All that is left of the path.
        case greedy(String)
    }

    /// Nil of `$default`, which takes what nothing else takes.
    let segments: [Segment]?

    init(_ path: String) {
        guard path != "$default" else {
            segments = nil
            return
        }
        let parts = path.split(separator: "/")
        segments = parts.map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
            let name = part.dropFirst().dropLast()
            return name.hasSuffix("+") ? .greedy(String(name.dropLast())) : .parameter(String(name))
        }
    }

    /// The parameters of a path that this is the pattern of; nil of any other.
    func match(_ path: APIPath) -> [PathParameter]? {
        guard let segments else { return [] }
        var parameters: [PathParameter] = []
        var rest = path.segments[...]
        for segment in segments {
            switch segment {
            case .literal(let text):
                guard rest.popFirst() == text else { return nil }
            case .parameter(let name):
                guard let value = rest.popFirst(), !value.isEmpty else { return nil }
                parameters.append(PathParameter(name: name, value: value))
            case .greedy(let name):
                guard !rest.isEmpty else { return nil }
                parameters.append(PathParameter(name: name, value: rest.joined(separator: "/")))
                return parameters
            }
        }
        return rest.isEmpty ? parameters : nil
    }

    /// Whether it names what it takes, and is not for whatever comes.
    var isDefinite: Bool {
        guard let segments else { return false }
        guard case .literal? = segments.first else { return segments.isEmpty }
        return true
    }

    /// A whole path goes before what ends with all the rest, and that before `$default`.
    var breadth: Int {
        guard let segments else { return 2 }
        guard case .greedy? = segments.last else { return 0 }
        return 1
    }

    /// From the left, a literal goes before a parameter, and that before all the rest.
    var looseness: [Int] {
        (segments ?? []).map { segment in
            switch segment {
            case .literal: 0
            case .parameter: 1
            case .greedy: 2
            }
        }
    }
}

/// What a part of a path was, under the name that the route gives it.
struct PathParameter: Sendable, Equatable {
    let name: String
    let value: String
}
