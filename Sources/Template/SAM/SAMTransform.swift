import YAML

/// Makes plain resources of SAM's, under the ids that SAM itself gives them.
struct SAMTransform {
    let globals: Value
    /// What has been made, in the order of the template.
    private(set) var made: [Resource] = []
    private(set) var aliases: [(String, String)] = []
    private(set) var notes: [Note] = []
    var apis: HTTPAPIs
    /// What functions' S3 events add to buckets that stand elsewhere in the template.
    var notifications: [BucketNotification] = []

    struct BucketNotification {
        let bucket: String
        let configuration: Value
        let permission: String
        let place: YAMLPlace
    }

    static func apply(to resources: [Resource], globals: Value) throws(TemplateError) -> SAMTransform {
        var transform = SAMTransform(globals)
        for resource in resources where resource.type == "AWS::Serverless::HttpApi" {
            let properties = try transform.properties(of: resource, globals: "HttpApi")
            try transform.apis.declare(resource, properties)
        }
        for resource in resources { try transform.make(resource) }
        for api in try transform.apis.resources() {
            transform.add(api)
            guard api.type == "AWS::ApiGatewayV2::Stage" else { continue }
            if let name = api.properties["ApiId"]?.referredName { transform.addAlias("\(name).Stage", for: api.id) }
        }
        transform.notes += transform.apis.notes
        try transform.notifyBuckets()
        return transform
    }

    private init(_ globals: Value) {
        self.globals = globals
        apis = HTTPAPIs(defaults: globals["HttpApi"])
    }

    mutating func add(_ resource: Resource) { made.append(resource) }

    /// What all deployments of the stack have in common, once.
    mutating func addDeploymentApplication(at place: YAMLPlace) {
        let (application, role) = ("ServerlessDeploymentApplication", "CodeDeployServiceRole")
        guard !made.contains(where: { $0.id == application }) else { return }
        let empty = Value.empty(at: place)
        add(Resource(application, type: "AWS::CodeDeploy::Application", properties: empty, at: place))
        let policy = Value.text("arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda", at: place)
        let properties = Value.map([("ManagedPolicyArns", .list([policy], at: place))], at: place)
        add(Resource(role, type: "AWS::IAM::Role", properties: properties, at: place))
    }

    mutating func addAlias(_ name: String, for id: String) { aliases.append((name, id)) }

    mutating func add(_ notes: [Note]) { self.notes += notes }

    private mutating func make(_ resource: Resource) throws(TemplateError) {
        switch resource.type {
        case "AWS::Serverless::Function":
            var function = try SAMFunction(resource, properties(of: resource, globals: "Function"))
            try function.make(in: &self)
        case "AWS::Serverless::SimpleTable": try makeTable(resource)
        case "AWS::Serverless::HttpApi": break
        default: add(resource)
        }
    }

    /// The properties of a resource over those that Globals give to all of its kind.
    private func properties(of resource: Resource, globals section: String) throws(TemplateError) -> Value {
        guard let common = globals[section] else { return resource.properties }
        guard common.members != nil else {
            throw TemplateError(.wrongShape("Globals.\(section)", expected: "a map"), at: common.place)
        }
        return Self.merged(common, resource.properties)
    }

    /// Maps are joined, lists put one after the other, and of all else the resource's own is taken.
    static func merged(_ common: Value, _ own: Value) -> Value {
        if common.call != nil || own.call != nil { return own }
        if let one = common.list, let two = own.list { return .list(one + two, at: own.place) }
        guard let members = common.members, own.members != nil else { return own }
        var merged = Value(.map(members), at: own.place)
        for member in own.members ?? [] {
            merged = merged.with(member.key, common[member.key].map { Self.merged($0, member.value) } ?? member.value)
        }
        return merged
    }

    private mutating func makeTable(_ resource: Resource) throws(TemplateError) {
        let properties = Self.merged(globals["SimpleTable"] ?? .empty(at: resource.place), resource.properties)
        let place = properties.place
        let key = properties["PrimaryKey"]
        let name = key?["Name"] ?? .text("id", at: place)
        let kinds = ["String": "S", "Number": "N", "Binary": "B"]
        guard let kind = kinds[key?["Type"]?.string ?? "String"] else {
            throw TemplateError(
                .wrongShape("\(resource.id).PrimaryKey.Type", expected: "String, Number or Binary"),
                at: place
            )
        }
        let attribute = Value.map([("AttributeName", name), ("AttributeType", .text(kind, at: place))], at: place)
        let hash = Value.map([("AttributeName", name), ("KeyType", .text("HASH", at: place))], at: place)
        var table = Value.map(
            [
                ("AttributeDefinitions", .list([attribute], at: place)), ("KeySchema", .list([hash], at: place)),
                ("BillingMode", properties["ProvisionedThroughput"] == nil ? .text("PAY_PER_REQUEST", at: place) : nil),
            ],
            at: place
        )
        for member in properties.members ?? [] where member.key != "PrimaryKey" {
            let isTags = member.key == "Tags"
            table = table.with(member.key, isTags ? member.value.tagList : member.value)
        }
        var made = resource
        made.type = "AWS::DynamoDB::Table"
        made.properties = table
        add(made)
    }

    private mutating func notifyBuckets() throws(TemplateError) {
        for notification in notifications {
            guard let index = made.firstIndex(where: { $0.id == notification.bucket && $0.type == "AWS::S3::Bucket" })
            else {
                let buckets = made.filter { $0.type == "AWS::S3::Bucket" }.map(\.id)
                let nearest = nearest(to: notification.bucket, among: buckets)
                throw TemplateError(.unknown(.resource, notification.bucket, nearest: nearest), at: notification.place)
            }
            let all = made[index].properties["NotificationConfiguration"] ?? .empty(at: notification.place)
            let lambdas = (all["LambdaConfigurations"]?.list ?? []) + [notification.configuration]
            let configuration = all.with("LambdaConfigurations", .list(lambdas, at: notification.place))
            made[index].properties = made[index].properties.with("NotificationConfiguration", configuration)
            made[index].dependsOn.append(.text(notification.permission, at: notification.place))
        }
    }
}

extension Value {
    /// A note for each member of a map that is not known.
    func notes(knowing known: [String], in resource: Resource, _ path: String) -> [Note] {
        (members ?? []).filter { !known.contains($0.key) }.map { member in
            let property = "\(path).\(member.key)"
            return Note(.notUnderstood, resource.id, type: resource.writtenType, property: property, at: member.place)
        }
    }

    /// A map of tags as CloudFormation's list of them.
    var tagList: Value {
        guard let members, call == nil else { return self }
        let tags = members.map { member in
            Value.map([("Key", .text(member.key, at: member.place)), ("Value", member.value)], at: member.place)
        }
        return .list(tags, at: place)
    }
}
