import Files
import JSON
import Template
import TestKit
import Testing

/// What we make of a template beside what SAM's own translator makes of it.
///
/// Its output is plain CloudFormation, which we read too: both stacks must be the same, generated ids included.
@Suite(.enabled(if: PythonPeer.samtranslator.isInstalled, "\(PythonPeer.samtranslator.absence)"))
struct TranslatorTests {
    @Test func `a template gives the same stack as SAM's translation of it`() throws {
        let names = ["every-event.yaml", "documents.yaml", "vendors.yaml", "plain.json"]
        let paths = names.map(Sample.path) + [Deployed.path]
        // One process for all: most of its time goes into its start. Its libraries have words of their own to say.
        let said = try run(PythonPeer.command("translate") + paths)
        let lines = said.split(separator: "\n").filter { $0.hasPrefix("{") }
        try #require(lines.count == paths.count, "\(said.suffix(2_000))")
        for (path, line) in zip(paths, lines) {
            let answer = try JSONValue(parsing: Array(line.utf8))
            #expect(answer["error"] == nil, "\(path)")
            #expect(answer["findings"] == .array([]), "cfn-lint finds nothing in \(path)")
            let translated = try #require(answer["translated"])
            let bytes = try #require(try SystemFiles().read(path))
            try expectSame(Stack(reading: bytes), Stack(reading: translated.bytes()))
        }
    }

    private func expectSame(_ ours: Stack, _ theirs: Stack) throws {
        // A version's id ends with a hash of the code in S3.
        let ids = theirs.logicalIDs.map { id in
            let plain = id.dropLast(id.reversed().prefix { $0.isHexDigit }.count)
            return plain.hasSuffix("Version") ? String(plain) : id
        }
        #expect(ours.logicalIDs.sorted() == ids.sorted())
        #expect(ours.functions.map(\.id).sorted() == theirs.functions.map(\.id).sorted())
        for (one, two) in zip(sorted(ours.functions, by: \.id), sorted(theirs.functions, by: \.id)) {
            expectSame(one, two)
        }
        for (one, two) in zip(sorted(ours.roles, by: \.id), sorted(theirs.roles, by: \.id)) {
            #expect(one.id == two.id && one.arn == two.arn)
            #expect(unordered(one.policy) == unordered(two.policy))
        }
        #expect(ours.roles.count == theirs.roles.count)
        #expect(sorted(ours.mappings, by: \.id) == sorted(theirs.mappings, by: \.id))
        #expect(sorted(ours.invokeConfigs, by: \.id) == sorted(theirs.invokeConfigs, by: \.id))
        #expect(sorted(ours.permissions, by: \.id) == sorted(theirs.permissions, by: \.id))
        #expect(sorted(ours.rules, by: \.id) == sorted(theirs.rules, by: \.id))
        #expect(sorted(ours.schedules, by: \.id) == sorted(theirs.schedules, by: \.id))
        #expect(sorted(ours.subscriptions, by: \.id) == sorted(theirs.subscriptions, by: \.id))
        #expect(sorted(ours.apis, by: \.id) == sorted(theirs.apis, by: \.id))
        #expect(sorted(ours.buckets, by: \.id) == sorted(theirs.buckets, by: \.id))
        #expect(sorted(ours.queues, by: \.id) == sorted(theirs.queues, by: \.id))
        #expect(sorted(ours.topics, by: \.id) == sorted(theirs.topics, by: \.id))
        #expect(sorted(ours.tables, by: \.id) == sorted(theirs.tables, by: \.id))
        #expect(sorted(ours.secrets, by: \.id) == sorted(theirs.secrets, by: \.id))
        #expect(sorted(ours.resourcePolicies, by: \.id) == sorted(theirs.resourcePolicies, by: \.id))
        #expect(sorted(ours.outputs, by: \.id) == sorted(theirs.outputs, by: \.id))
    }

    /// All but where the code is: SAM's translator takes it from S3 alone.
    private func expectSame(_ one: Function, _ two: Function) {
        #expect((one.name, one.arn, one.roleARN) == (two.name, two.arn, two.roleARN))
        #expect((one.handler, one.runtime, one.tracing) == (two.handler, two.runtime, two.tracing))
        #expect(
            (one.timeout, one.memory, one.reservedConcurrency) == (two.timeout, two.memory, two.reservedConcurrency)
        )
        #expect((one.environment, one.architectures) == (two.environment, two.architectures))
        #expect((one.deadLetterTarget, one.aliases) == (two.deadLetterTarget, two.aliases))
        #expect(one.policy.map(unordered) == two.policy.map(unordered))
    }

    private func sorted<Part>(_ parts: [Part], by id: (Part) -> String) -> [Part] {
        parts.sorted { id($0) < id($1) }
    }

    /// The order of statements says nothing, and neither does it how often one is there.
    private func unordered(_ policy: Policy) -> Policy {
        var unique: [(key: String, statement: Statement)] = []
        for statement in policy.statements {
            let key = "\(statement.sid ?? "") \(statement.effect) \(statement.actions) \(statement.resources)"
            if !unique.contains(where: { $0.key == key }) { unique.append((key, statement)) }
        }
        return Policy(statements: unique.sorted { $0.key < $1.key }.map(\.statement))
    }
}
