import YAML

extension Resolver {
    static let pseudoParameters = [
        "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId",
        "AWS::StackName", "AWS::URLSuffix",
    ]

    mutating func reference(_ argument: Value) throws(TemplateError) -> Value? {
        let place = argument.place
        guard let name = argument.string else {
            throw TemplateError(.wrongShape("Ref", expected: "a name"), at: place)
        }
        switch name {
        case "AWS::AccountId": return .text(settings.account, at: place)
        case "AWS::NoValue": return nil
        case "AWS::NotificationARNs": return .list([], at: place)
        case "AWS::Partition": return .text(settings.partition, at: place)
        case "AWS::Region": return .text(settings.region, at: place)
        case "AWS::StackId": return .text(stackARN, at: place)
        case "AWS::StackName": return .text(settings.stackName, at: place)
        case "AWS::URLSuffix": return .text("amazonaws.com", at: place)
        default:
            if let value = parameters[name] { return value }
            let resource = try resource(name, at: place)
            let identity = Identity.of(resource.type)
            return .text(try fill(identity.reference, for: resource), at: place)
        }
    }

    mutating func attribute(_ argument: Value) throws(TemplateError) -> Value {
        let place = argument.place
        guard let parts = argument.list, parts.count >= 2, let id = parts[0].string else {
            throw TemplateError(.wrongShape("Fn::GetAtt", expected: "a resource and an attribute"), at: place)
        }
        var words: [String] = []
        for part in parts.dropFirst() { words.append(try text(part, of: "The attribute of Fn::GetAtt")) }
        let name = words.joined(separator: ".")
        let resource = try resource(id, at: parts[0].place)
        let identity = Identity.of(resource.type)
        if let form = identity.attributes[name] { return .text(try fill(form, for: resource), at: place) }
        guard identity.isOpaque else {
            let nearest = nearest(to: name, among: identity.attributes.keys)
            throw TemplateError(.unknownAttribute(name, of: id, type: resource.type, nearest: nearest), at: place)
        }
        note(
            Note(
                .notUnderstood,
                id,
                type: resource.writtenType,
                property: name,
                "its value is made up",
                at: place
            )
        )
        let form = name.hasSuffix("Arn") ? "arn:{partition}:{service}:{region}:{account}:{name}" : "{name}"
        return .text(try fill(form, for: resource), at: place)
    }

    private func resource(_ name: String, at place: YAMLPlace) throws(TemplateError) -> Resource {
        if let resource = resources[name] { return resource }
        if let condition = resources.absent[name] {
            throw TemplateError(.notCreated(name, condition: condition), at: place)
        }
        let names = resources.ids + parameters.keys + Self.pseudoParameters
        throw TemplateError(.unknown(.name, name, nearest: nearest(to: name, among: names)), at: place)
    }

    private var stackARN: String {
        "arn:\(settings.partition):cloudformation:\(settings.region):\(settings.account):stack/"
            + "\(settings.stackName)/local"
    }

    /// A form with its words in braces filled in.
    mutating func fill(_ form: String, for resource: Resource) throws(TemplateError) -> String {
        var result = ""
        var rest = form[...]
        while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
            result += rest[..<open]
            result += try word(String(rest[rest.index(after: open)..<close]), for: resource)
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private mutating func word(_ word: String, for resource: Resource) throws(TemplateError) -> String {
        switch word {
        case "account": return settings.account
        case "endpoint": return settings.endpoint
        case "id": return resource.id
        case "lower": return String(resource.id.lowercased().filter { $0.isLetter || $0.isNumber })
        case "name": return try name(of: resource)
        case "partition": return settings.partition
        case "region": return settings.region
        case "service":
            return resource.type.split(separator: ":").dropFirst().first.map { $0.lowercased() } ?? "custom"
        case "stack": return settings.stackName
        default:
            // The value of a property, of which the last word counts if it is an ARN.
            guard let value = resource.properties[word] else { return "" }
            let text = try text(value, of: "\(resource.id).\(word)")
            return text.split(separator: ":").last.map(String.init) ?? text
        }
    }

    /// The name that the template gives a resource, or else one of the stack's name and the logical id.
    mutating func name(of resource: Resource) throws(TemplateError) -> String {
        naming += 1
        defer { naming -= 1 }
        guard naming <= Self.longestChain else {
            let what = "names that wait for one another"
            throw TemplateError(.tooMuch(what, limit: Self.longestChain), at: resource.place)
        }
        let identity = Identity.of(resource.type)
        if let property = identity.nameProperty, let value = resource.properties[property],
            let given = try resolve(value)
        {
            guard let name = given.scalarText else {
                throw TemplateError(.wrongShape("\(resource.id).\(property)", expected: "a string"), at: value.place)
            }
            return name
        }
        let name = "\(settings.stackName)-\(resource.id)"
        switch identity.naming {
        case .plain: return name
        case .lowercase: return String(name.lowercased().prefix(63))
        case .fifo(let property):
            guard let value = resource.properties[property] else { return name }
            return try text(value, of: property) == "true" ? name + ".fifo" : name
        }
    }
}
