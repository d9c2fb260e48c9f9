import Template
import Testing

/// What a template says of its runs on one machine.
@Suite struct LocalRunTests {
    private static func template(_ localRun: String, parameter: String = "{Type: String, Default: usual}") -> String {
        """
        Parameters: {Stage: \(parameter)}
        Metadata: {'Assay::LocalRun': \(localRun), Somebody::Else: {Parameters: 5}}
        Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Stage}}}
        """
    }

    @Test(arguments: [
        ("{}", nil, "usual"), ("{Parameters: {Stage: local}}", nil, "local"),
        ("{Parameters: {Stage: local}}", "given", "given"), ("{Parameters: {Stage: 5}}", nil, "5"),
    ])
    func `its parameters come before defaults, and behind what was given`(
        localRun: String,
        given: String?,
        expected: String
    ) throws {
        var settings = TemplateSettings()
        settings.parameters["Stage"] = given
        let found = try stack(Self.template(localRun), settings: settings)
        #expect(found.queues.map(\.name) == [expected])
        #expect(found.notes == [])
    }

    @Test func `a parameter without a default has a value here, which is checked like any other`() throws {
        let parameter = "{Type: String, AllowedValues: [dev, prod]}"
        let found = try stack(Self.template("{Parameters: {Stage: dev}}", parameter: parameter))
        #expect(found.queues.map(\.name) == ["dev"])
        #expect(throws: TemplateError.self) {
            try stack(Self.template("{Parameters: {Stage: test}}", parameter: parameter))
        }
    }

    @Test func `its folder of data is what the template says, or none`() throws {
        #expect(try stack(Self.template("{SeedData: events/seed}")).localSeedData == "events/seed")
        #expect(try stack(Self.template("{}")).localSeedData == nil)
    }

    @Test(arguments: [
        ("{Parameters: {Stge: x}}", "there is no parameter Stge; did you mean Stage?"),
        ("{Parameters: {Stage: [x]}}", "Stage must be a string"),
        ("{SeedDate: x}", "there is no section Assay::LocalRun.SeedDate; did you mean SeedData?"),
        ("[]", "The properties of Assay::LocalRun must be a map"),
    ])
    func `what is misspelt in it is told`(localRun: String, words: String) {
        let error = #expect(throws: TemplateError.self) { try stack(Self.template(localRun)) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func `the pattern of a parameter is for those who deploy`() throws {
        let found = try stack(Self.template("{}", parameter: "{Type: String, AllowedPattern: ^no$, Default: usual}"))
        #expect(found.queues.map(\.name) == ["usual"])
        #expect(found.notUnderstood == [] && found.notes.map(\.property) == ["AllowedPattern"])
    }
}
