import YAML

extension Stack {
    /// Reads a template, YAML or JSON, and resolves it for one place.
    package init(reading text: [UInt8], settings: TemplateSettings = TemplateSettings()) throws(TemplateError) {
        let template = try Template(text)
        let local = template.localRun.parameters
        let parameters = try Parameters(template.parameters, local: local, settings: settings)
        var resolver = Resolver(template, parameters: parameters.values, settings: settings)
        var loops = Loops(resolver)
        for condition in try loops.expand(template.conditions) {
            resolver.conditions[condition.key] = .written(condition.value)
        }
        for name in resolver.conditions.keys.sorted() {
            _ = try resolver.holds(conditionNamed: name, at: template.place)
        }
        let resources = try Self.created(loops.expand(template.resources), &resolver, isSAM: template.isSAM)
        let globals = try loops.expand(template.globals)
        let samNotes = try Self.plain(resources, globals, template, &resolver)
        try Dependencies.check(&resolver)

        self.init()
        localSeedData = template.localRun.seedData
        notes = parameters.notes + samNotes
        if let rules = template.rules {
            notes.append(Note(.notUnderstood, "Rules", type: "Template", property: nil, at: rules.place))
        }
        logicalIDs = resolver.resources.ids
        // Aliases and stages last: they are read into what they belong to.
        let parts: Set<String> = ["AWS::ApiGatewayV2::Stage", "AWS::Lambda::Alias"]
        for resource in resolver.resources.all where !parts.contains(resource.type) { try add(resource, &resolver) }
        for resource in resolver.resources.all where parts.contains(resource.type) { try add(resource, &resolver) }
        try readRoles(of: resolver)
        for output in try loops.expand(template.outputs) { try addOutput(output, &resolver) }
        notes += resolver.notes
        notes.sort { $0.place < $1.place }
    }

    /// The resources whose conditions hold.
    private static func created(
        _ members: [Value.Member],
        _ resolver: inout Resolver,
        isSAM: Bool
    ) throws(TemplateError) -> [Resource] {
        var created: [Resource] = []
        for member in members {
            var resource = try Resource(member)
            if resource.type.hasPrefix("AWS::Serverless::"), !isSAM {
                throw TemplateError(.missingTransform(Template.sam, for: resource.type), at: resource.place)
            }
            if let condition = resource.condition, try !resolver.holds(conditionNamed: condition, at: resource.place) {
                resolver.resources.addAbsent(resource.id, because: condition)
                continue
            }
            // SAM makes other resources of what its own say, so it must see what conditions leave of them.
            if resource.type.hasPrefix("AWS::Serverless::") {
                resource.properties = try resolver.settled(resource.properties) ?? .empty(at: resource.place)
            }
            created.append(resource)
        }
        return created
    }

    private static func plain(
        _ resources: [Resource],
        _ globals: Value,
        _ template: Template,
        _ resolver: inout Resolver
    ) throws(TemplateError) -> [Note] {
        let common = try resolver.settled(globals) ?? .empty(at: template.place)
        try refuseUnknownGlobals(common)
        let transform = try SAMTransform.apply(to: resources, globals: common)
        for resource in transform.made { try resolver.resources.add(resource) }
        for (name, id) in transform.aliases { resolver.resources.addAlias(name, for: id) }
        return transform.notes
    }

    private static func refuseUnknownGlobals(_ globals: Value) throws(TemplateError) {
        let known = [
            "Api", "CapacityProvider", "Function", "GraphQLApi", "HttpApi", "LayerVersion", "SimpleTable",
            "StateMachine", "WebSocketApi",
        ]
        for member in globals.members ?? [] where !known.contains(member.key) {
            let nearest = nearest(to: member.key, among: known)
            throw TemplateError(.unknown(.section, "Globals.\(member.key)", nearest: nearest), at: member.place)
        }
    }

    private mutating func addOutput(_ output: Value.Member, _ resolver: inout Resolver) throws(TemplateError) {
        if let condition = output.value["Condition"]?.string,
            try !resolver.holds(conditionNamed: condition, at: output.place)
        {
            return
        }
        guard let resolved = try resolver.resolve(output.value) else { return }
        let reader = try Properties(of: output.key, type: "Output", resolved)
        reader.skip("Condition")
        guard let value = reader.value("Value") else { throw reader.missing("Value") }
        outputs.append(
            Output(
                id: output.key,
                value: value,
                description: try reader.string("Description"),
                exportName: try reader.map("Export")?.string("Name")
            )
        )
        notes += reader.finish()
    }
}
