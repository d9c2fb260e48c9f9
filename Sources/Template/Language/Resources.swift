import YAML

/// One resource of a template.
struct Resource {
    let id: String
    var type: String
    /// The type that the template's author wrote, where SAM made this of another.
    var writtenType: String
    var properties: Value
    var condition: String?
    var dependsOn: [Value] = []
    /// DeletionPolicy, Metadata and the like.
    var attributes: [Value.Member] = []
    let place: YAMLPlace

    init(
        _ id: String,
        type: String,
        writtenType: String? = nil,
        properties: Value,
        condition: String? = nil,
        at place: YAMLPlace
    ) {
        self.id = id
        self.type = type
        self.writtenType = writtenType ?? type
        self.properties = properties
        self.condition = condition
        self.place = place
    }

    init(_ member: Value.Member) throws(TemplateError) {
        guard let members = member.value.members else {
            throw TemplateError(.wrongShape(member.key, expected: "a map"), at: member.value.place)
        }
        guard let type = member.value["Type"]?.string else {
            throw TemplateError(.missingProperty("Type", of: member.key), at: member.place)
        }
        guard member.key.utf8.allSatisfy({ $0.isLetterOrDigit }), !member.key.isEmpty else {
            let expected = "of letters and digits alone"
            throw TemplateError(.wrongShape("The logical id \(member.key)", expected: expected), at: member.place)
        }
        let properties = member.value["Properties"] ?? .empty(at: member.value.place)
        self.init(member.key, type: type, properties: properties, at: member.place)
        for attribute in members {
            switch attribute.key {
            case "Type", "Properties": break
            case "Condition": condition = attribute.value.string
            case "DependsOn": dependsOn = attribute.value.list ?? [attribute.value]
            case let key where Self.known.contains(key): attributes.append(attribute)
            case let key:
                let words =
                    "one of \((Self.known + ["Condition", "DependsOn", "Properties"]).sorted().joined(separator: ", "))"
                throw TemplateError(.wrongShape("\(id).\(key)", expected: words), at: attribute.place)
            }
        }
    }

    private static let known = [
        "CreationPolicy", "DeletionPolicy", "Metadata", "UpdatePolicy", "UpdateReplacePolicy",
        // SAM's, which has its own about its own resources.
        "Connectors", "IgnoreGlobals",
    ]
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

/// The resources of a stack in the order of the template, and by their ids.
struct Resources {
    private(set) var all: [Resource] = []
    private var indices: [String: Int] = [:]
    /// Those that a condition keeps from being created, with its name.
    private(set) var absent: [String: String] = [:]
    /// What SAM lets an author call what it makes: `Orders.Alias`.
    private(set) var aliases: [String: String] = [:]

    mutating func add(_ resource: Resource) throws(TemplateError) {
        guard indices[resource.id] == nil, absent[resource.id] == nil else {
            throw TemplateError(.duplicate(.resource, resource.id), at: resource.place)
        }
        indices[resource.id] = all.count
        all.append(resource)
    }

    mutating func addAbsent(_ id: String, because condition: String) { absent[id] = condition }

    mutating func addAlias(_ name: String, for id: String) { aliases[name] = id }

    func hasAlias(_ name: String) -> Bool { aliases[name] != nil }

    subscript(id: String) -> Resource? {
        get { indices[aliases[id] ?? id].map { all[$0] } }
        set {
            guard let newValue, let index = indices[id] else { return }
            all[index] = newValue
        }
    }

    var ids: [String] { all.map(\.id) }
}
