import Template
import Testing

/// What the functions of template.yaml may do, beside what they are told of.
@Suite struct DeploymentRightsTests {
    @Test func `no role allows everything, or anything on everything`() throws {
        for function in try Deployed.few.get().functions {
            for statement in try #require(function.policy).statements {
                guard case .only(let actions) = statement.actions,
                    case .only(let resources) = statement.resources
                else {
                    Issue.record("\(function.id) is allowed all but something")
                    continue
                }
                // X-Ray has nothing that a resource could name.
                if actions.allSatisfy({ $0.description.hasPrefix("xray:") }) { continue }
                #expect(!actions.contains { $0.description.contains("*") }, "\(function.id)")
                for resource in resources {
                    // Of what account, region and kind is always said, and of the name a part.
                    let parts = resource.description.split(
                        separator: ":",
                        maxSplits: 5,
                        omittingEmptySubsequences: false
                    )
                    #expect(parts.count == 6 && parts[5].first != "*", "\(function.id): \(resource)")
                }
            }
        }
    }

    @Test func `a role names the tables, queues and topics of its function's environment, and no others`() throws {
        let stack = try Deployed.few.get()
        for function in stack.functions {
            let told = Set(function.environment.values.compactMap { $0.split { "/:".contains($0) }.last })
            let work = stack.mappings.filter { $0.function.name == function.name }
                .compactMap { $0.source.split(separator: ":").last }
            let names = try #require(function.policy).resources(of: ["dynamodb", "sqs", "sns"])
                .compactMap { arn -> Substring? in
                    let name = arn.split(separator: ":").last ?? ""
                    // `table/<name>/index/<index>`, and engine queues by what their names begin with.
                    let parts = name.split(separator: "/")
                    return (parts.count > 1 ? parts[1] : name).prefix { $0 != "*" }
                }.filter { told.contains($0) || !work.contains($0) }
            #expect(Set(names) == told.intersection(stack.messaging.union(names)), "\(function.id)")
        }
    }

    @Test func `who writes which results and documents is known`() throws {
        let stack = try Deployed.few.get()
        func holders(of action: String, on arn: String) -> [String] {
            stack.functions.filter { $0.policy?.allows(action, on: arn).isAllowed == true }.map(\.id).sorted()
        }
        let bucket = try #require(stack.buckets.first { $0.id == "DocumentsBucket" }).arn
        let configuration = try #require(stack.buckets.first { $0.id == "ConfigurationBucket" }).arn
        #expect(holders(of: "s3:PutObject", on: "\(bucket)/00/2026/11/x") == ["Presign"])
        #expect(holders(of: "s3:PutObject", on: "\(bucket)/results/x") == ["ScanEicar", "ScanVendor1"])
        #expect(holders(of: "s3:PutObject", on: "\(bucket)/drop/acme/x") == [])
        #expect(holders(of: "s3:PutObject", on: "\(configuration)/engines/catalogue.json") == [])
        let results = try #require(stack.tables.first { $0.id == "ResultsTable" }).arn
        #expect(holders(of: "dynamodb:PutItem", on: results) == ["WriteResult"])
        let accounts = try #require(stack.tables.first { $0.id == "AccountsTable" }).arn
        #expect(holders(of: "dynamodb:PutItem", on: accounts) == [], "no function makes keys or plans")
        #expect(holders(of: "dynamodb:Scan", on: results) == [])
    }
}

extension Policy {
    /// The resources that statements about these services allow, as they are written.
    fileprivate func resources(of services: Set<Substring>) -> [String] {
        statements.flatMap { statement -> [String] in
            guard case .only(let actions) = statement.actions, case .only(let resources) = statement.resources,
                actions.contains(where: { services.contains($0.description.prefix { $0 != ":" }) })
            else { return [] }
            return resources.map(\.description)
        }
    }
}

extension Stack {
    /// The names of everything that messages go through, or records lie in.
    fileprivate var messaging: Set<Substring> {
        Set((tables.map(\.name) + queues.map(\.name) + topics.map(\.name)).map { Substring($0) })
    }
}
