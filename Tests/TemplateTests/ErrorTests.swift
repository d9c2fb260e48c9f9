import Template
import Testing

/// What a template is refused for: the sentence, and where.
@Suite struct ErrorTests {
    static let cases: [(String, String)] = [
        (
            "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Stag}}}\n"
                + "Parameters: {Stage: {Type: String, Default: a}}",
            "1:64: there is no parameter or resource Stag; did you mean Stage?"
        ),
        (
            "Resources:\n  Orders: {Type: AWS::SQS::Queue}\nOutputs:\n  O:\n    Value: !GetAtt Order.Arn",
            "5:12: there is no parameter or resource Order; did you mean Orders?"
        ),
        (
            "Resources:\n  Orders: {Type: AWS::SQS::Queue}\nOutputs:\n  O:\n    Value: !GetAtt Orders.Anr",
            "5:12: Orders, an AWS::SQS::Queue, has no attribute Anr; did you mean Arn?"
        ),
        (
            "Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt B.QueueName}}\n"
                + "  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt A.QueueName}}",
            "2:3: each resource waits for the next: A → B → A"
        ),
        (
            "Resources:\n  A: {Type: AWS::SQS::Queue, DependsOn: B}\n  B: {Type: AWS::SQS::Queue, DependsOn: [A]}",
            "2:3: each resource waits for the next: A → B → A"
        ),
        (
            "Resources:\n  A: {Type: AWS::SQS::Queue, DependsOn: Bee}\n  Be: {Type: AWS::SQS::Queue}",
            "2:41: there is no resource Bee; did you mean Be?"
        ),
        ("Resource: {}", "1:1: there is no section Resource; did you mean Resources?"),
        (
            "Resources: {A: {Type: AWS::SQS::Queue, Property: {}}}",
            "1:40: A.Property must be one of Condition, Connectors, CreationPolicy, DeletionPolicy, DependsOn, "
                + "IgnoreGlobals, Metadata, Properties, UpdatePolicy, UpdateReplacePolicy"
        ),
        ("Resources: {A: {}}", "1:13: A needs Type"),
        (
            "Resources: {A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: soon}}}",
            "1:67: A.DelaySeconds must be a whole number, not a string"
        ),
        (
            "Resources: {A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Joyn [a, [b]]}}}",
            "1:67: there is no tag !Joyn; did you mean !Join?"
        ),
        (
            "Resources: {A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: {Fn::Joyn: []}}}}",
            "1:67: there is no function Fn::Joyn; did you mean Fn::Join?"
        ),
        (
            "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {Q: {Type: AWS::SQS::Queue}}",
            "1:47: each condition waits for the next: A → B → A"
        ),
        (
            "Conditions: {A: !Equals [a, b]}\n"
                + "Resources: {Q: {Type: AWS::SQS::Queue, Condition: A}, R: {Type: AWS::SQS::Queue}}\n"
                + "Outputs: {O: {Value: !Ref Q}}",
            "3:22: Q is not created, because its condition A is false"
        ),
        (
            "Parameters: {P: {Type: String, AllowedValues: [a, b], Default: c}}\n"
                + "Resources: {Q: {Type: AWS::SQS::Queue}}",
            "1:14: the parameter P must be one of a, b"
        ),
        (
            "Parameters: {P: {Type: Number, MaxValue: 5, Default: 6}}\nResources: {Q: {Type: AWS::SQS::Queue}}",
            "1:14: the parameter P must be 5.0 or less"
        ),
        (
            "Parameters: {P: {Type: Strin}}\nResources: {Q: {Type: AWS::SQS::Queue}}",
            "1:14: the parameter P has no default and was given no value"
        ),
        (
            "Parameters: {P: {Type: Strin, Default: a}}\nResources: {Q: {Type: AWS::SQS::Queue}}",
            "1:14: there is no parameter type Strin; did you mean String?"
        ),
        (
            "Resources: {Q: {Type: AWS::Serverless::Function}}",
            "1:13: AWS::Serverless::Function needs Transform: AWS::Serverless-2016-10-31"
        ),
        (
            "Resources: {Fn::ForEach::A: [X, [a], {'${X}': {Type: AWS::SQS::Queue}}]}",
            "1:13: Fn::ForEach needs Transform: AWS::LanguageExtensions"
        ),
        (
            "Transform: Count\nResources: {Q: {Type: AWS::SQS::Queue}}",
            "1:12: The transform Count is not supported here"
        ),
        (
            "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Select [2, [a]]}}}",
            "1:73: The index of Fn::Select must be a number from 0 to 0, as the list has 1 items"
        ),
        (
            "Mappings: {M: {a: {b: c}}}\n"
                + "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !FindInMap [M, aa, b]}}}",
            "2:79: there is no key of a mapping aa; did you mean a?"
        ),
        (
            "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !ImportValue x}}}",
            "1:64: no other stack's export x was given"
        ),
        ("a: [", "2:1: while parsing a flow node: did not find expected node content"),
        (
            "Transform: AWS::Serverless-2016-10-31\n"
                + "Resources: {F: {Type: AWS::Serverless::Function, "
                + "Properties: {Policies: [SQSSendMesagePolicy: {QueueName: q}]}}}",
            "2:74: there is no policy template SQSSendMesagePolicy; did you mean SQSSendMessagePolicy?"
        ),
    ]

    @Test(arguments: cases.indices) func `a mistake is named, with its place and the nearest names`(index: Int) throws {
        let (text, expected) = Self.cases[index]
        let error = try #require(throws: TemplateError.self) { try stack(text) }
        #expect(error.description == expected)
        #expect(error.sentence(file: "template.yaml") == "template.yaml:" + expected)
    }

    @Test func `a function that waits for the bucket that calls it is a cycle, as on AWS`() throws {
        let error = try #require(throws: TemplateError.self) {
            try stack(
                """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Uploads: {Type: AWS::S3::Bucket}
                  Confirm:
                    Type: AWS::Serverless::Function
                    Properties:
                      Policies: [S3ReadPolicy: {BucketName: !Ref Uploads}]
                      Events:
                        Put: {Type: S3, Properties: {Bucket: !Ref Uploads, Events: s3:ObjectCreated:*}}
                """
            )
        }
        guard case .cycle(.resource, let names) = error.reason else {
            Issue.record("\(error)")
            return
        }
        #expect(Set(names) == ["Uploads", "Confirm", "ConfirmRole"])
    }

    @Test func `functions that would make more text than there is memory are refused`() throws {
        var value = "xxxxxxxxxx"
        for _ in 0..<40 { value = "!Sub ['${a}${a}${a}${a}', {a: \(value)}]" }
        let error = try #require(throws: TemplateError.self) { try output(value) }
        #expect(error.reason == .tooMuch("bytes in one text", limit: 1 << 20))
    }

    @Test func `names and conditions that wait for one another without end are refused`() throws {
        let chain = (0..<5_000).map { "C\($0): !Not [!Condition C\($0 + 1)]" }.joined(separator: ", ")
        let conditions = try #require(throws: TemplateError.self) {
            try stack("Conditions: {\(chain), C5000: !Equals [a, b]}\nResources: {Q: {Type: AWS::SQS::Queue}}")
        }
        #expect(conditions.reason == .tooMuch("conditions that wait for one another", limit: 100))
        let queues = (0..<5_000).map {
            "  Q\($0): {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt Q\($0 + 1).QueueName}}\n"
        }
        let names = try #require(throws: TemplateError.self) {
            try stack("Resources:\n\(queues.joined())  Q5000: {Type: AWS::SQS::Queue}")
        }
        #expect(names.reason == .tooMuch("names that wait for one another", limit: 100))
    }

    @Test func `loops in loops that would make a million resources are refused`() throws {
        let items = (0..<100).map { "i\($0)" }.joined(separator: ", ")
        let error = try #require(throws: TemplateError.self) {
            try stack(
                """
                Transform: AWS::LanguageExtensions
                Resources:
                  Fn::ForEach::A:
                    - A
                    - [\(items)]
                    - Fn::ForEach::B:
                        - B
                        - [\(items)]
                        - Fn::ForEach::C: [C, [\(items)], {'Q${A}${B}${C}': {Type: AWS::SQS::Queue}}]
                """
            )
        }
        #expect(error.reason == .tooMuch("copies by Fn::ForEach", limit: 10_000))
    }

    @Test func `a parameter that the template does not have is refused by name`() throws {
        var settings = TemplateSettings()
        settings.parameters = ["Stgae": "prod"]
        let error = try #require(throws: TemplateError.self) {
            try stack(
                "Parameters: {Stage: {Type: String}}\nResources: {Q: {Type: AWS::SQS::Queue}}",
                settings: settings
            )
        }
        #expect(error.reason == .unknown(.parameter, "Stgae", nearest: ["Stage"]))
    }
}
