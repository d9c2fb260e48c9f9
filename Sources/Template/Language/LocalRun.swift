import YAML

/// What a template says of its runs on one machine, in a part of its metadata that nobody else reads.
///
/// ```yaml
/// Metadata:
///   Assay::LocalRun:
///     Parameters: {Stage: dev}
///     SeedData: events/seed
/// ```
struct LocalRun {
    /// Values of parameters, before their defaults.
    let parameters: [Value.Member]
    /// The folder of what is there from the start, seen from the template's own.
    let seedData: String?

    static let key = "Assay::LocalRun"

    init(_ metadata: Value?) throws(TemplateError) {
        guard let value = metadata?[Self.key] else {
            (parameters, seedData) = ([], nil)
            return
        }
        let reader = try Properties(of: Self.key, type: "Metadata", value)
        seedData = try reader.string("SeedData")
        parameters = try reader.map("Parameters")?.value.members ?? []
        for member in value.members ?? [] where !Self.members.contains(member.key) {
            let nearest = nearest(to: member.key, among: Self.members)
            throw TemplateError(.unknown(.section, "\(Self.key).\(member.key)", nearest: nearest), at: member.place)
        }
    }

    private static let members = ["Parameters", "SeedData"]
}
