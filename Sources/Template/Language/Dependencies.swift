import YAML

/// Which resource waits for which: what `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn` say.
struct Dependencies {
    private let resources: Resources
    private var edges: [String: [String]] = [:]

    /// Fails where resources wait for one another, as CloudFormation does, or for one that there is not.
    static func check(_ resolver: inout Resolver) throws(TemplateError) {
        var dependencies = Dependencies(resolver.resources)
        for resource in resolver.resources.all {
            // A branch that is not taken is not waited for.
            let properties = try resolver.settled(resource.properties) ?? .empty(at: resource.place)
            var names: [String] = []
            dependencies.collect(properties, into: &names)
            for name in resource.dependsOn { names += try dependencies.target(name, of: resource) }
            dependencies.edges[resource.id] = names.compactMap { resolver.resources[$0]?.id }
        }
        try dependencies.refuseCycles()
    }

    private init(_ resources: Resources) {
        self.resources = resources
    }

    private func target(_ name: Value, of resource: Resource) throws(TemplateError) -> [String] {
        guard let id = name.string else {
            throw TemplateError(.wrongShape("\(resource.id).DependsOn", expected: "names of resources"), at: name.place)
        }
        // What a condition leaves out is not waited for.
        if resources.absent[id] != nil { return [] }
        guard resources[id] != nil else {
            throw TemplateError(.unknown(.resource, id, nearest: nearest(to: id, among: resources.ids)), at: name.place)
        }
        return [id]
    }

    private func collect(_ value: Value, into names: inout [String]) {
        if let call = value.call {
            switch call.key {
            case "Ref": names += call.value.string.map { [$0] } ?? []
            case "Fn::GetAtt": names += call.value.list?.first?.string.map { [$0] } ?? []
            case "Fn::Sub":
                let pattern = call.value.list?.first ?? call.value
                let own = call.value.list.flatMap { $0.count == 2 ? $0[1].members : nil } ?? []
                for name in Substitution.names(in: pattern.string ?? "") where !own.contains(where: { $0.key == name })
                {
                    names.append(resources.hasAlias(name) ? name : String(name.prefix { $0 != "." }))
                }
            default: break
            }
        }
        for item in value.list ?? [] { collect(item, into: &names) }
        for member in value.members ?? [] { collect(member.value, into: &names) }
    }

    private func refuseCycles() throws(TemplateError) {
        var finished: Set<String> = []
        for start in resources.all {
            var path: [(id: String, next: Int)] = []
            var onPath: Set<String> = []
            guard !finished.contains(start.id) else { continue }
            path.append((start.id, 0))
            onPath.insert(start.id)
            while let (id, next) = path.last {
                let targets = edges[id] ?? []
                guard next < targets.count else {
                    finished.insert(id)
                    onPath.remove(id)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = targets[next]
                if onPath.contains(target) {
                    let cycle = path.map(\.id).drop { $0 != target }
                    throw TemplateError(.cycle(.resource, Array(cycle)), at: resources[target]?.place ?? start.place)
                }
                if !finished.contains(target) {
                    path.append((target, 0))
                    onPath.insert(target)
                }
            }
        }
    }
}
