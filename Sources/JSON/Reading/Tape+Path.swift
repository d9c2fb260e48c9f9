extension Tape {
    /// The way to a node, found from the top: no step of the decoding pays for it unless there is an error.
    func path(to target: Int) -> JSONPath {
        var path = JSONPath()
        var container = 0
        while container < target, nodes[container].isContainer, target < nodes[container].low {
            guard let (step, child) = step(towards: target, in: container) else { break }
            path.steps.append(step)
            container = child
        }
        return path
    }

    private func step(towards target: Int, in container: Int) -> (JSONPath.Step, child: Int)? {
        let isObject = nodes[container].kind == .object
        var index = container + 1
        var count = 0
        while index < nodes[container].low {
            let child = isObject ? index + 1 : index
            let following = next(after: child)
            if target < following {
                return (isObject ? .key(string(at: index)) : .index(count), child)
            }
            index = following
            count += 1
        }
        return nil
    }

    /// The node at the end of a path, or the last on the way that exists.
    func node(at path: JSONPath) -> Int {
        var node = 0
        for step in path.steps {
            guard let child = child(step, of: node) else { break }
            node = child
        }
        return node
    }

    private func child(_ step: JSONPath.Step, of node: Int) -> Int? {
        switch (nodes[node].kind, step) {
        case (.object, .key(let key)): return member(key, of: node)
        case (.object, .index(let index)): return member("\(index)", of: node)
        case (.array, .index(let index)):
            guard (0..<nodes[node].high).contains(index) else { return nil }
            return (0..<index).reduce(node + 1) { child, _ in next(after: child) }
        default: return nil
        }
    }

    func position(of node: Int) -> JSONPosition? {
        hasPositions ? JSONPosition(offset: Int(nodes[node].start), in: text) : nil
    }
}
