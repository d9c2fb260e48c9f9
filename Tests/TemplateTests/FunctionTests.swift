import JSON
import Template
import Testing
import YAML

/// What each intrinsic function gives, by the value of an output.
@Suite struct FunctionTests {
    @Test(
        arguments: [
            ("!Sub 'a-${AWS::Region}-${!Literal}-$-${AWS::AccountId}'", "a-us-east-1-${Literal}-$-000000000000"),
            ("!Sub ['${a}${b}', {a: 1, b: !Ref 'AWS::StackName'}]", "1assay"),
            ("!Sub '${Queue.QueueName}'", "assay-Queue"),
            ("!Join [':', [a, 1, true, !Ref 'AWS::Partition']]", "a:1:true:aws"),
            ("!Join ['', !Split [b, abcbd]]", "acd"),
            ("!Select [1, [a, b, c]]", "b"), ("!Select ['0', !Split ['::', 'x::y']]", "x"),
            ("!Base64 hello", "aGVsbG8="), ("{'Fn::Base64': !Sub '${AWS::Region}'}", "dXMtZWFzdC0x"),
            ("!Join [',', !GetAZs '']", "us-east-1a,us-east-1b,us-east-1c"),
            ("!Join [',', !Cidr [10.0.0.0/24, 3, 5]]", "10.0.0.0/27,10.0.0.32/27,10.0.0.64/27"),
            ("!Select [255, !Cidr [10.1.2.3/16, 256, 8]]", "10.1.255.0/24"),
            ("!Ref AWS::URLSuffix", "amazonaws.com"), ("!ImportValue net", "vpc-1"),
            ("!Ref Queue", "http://127.0.0.1:4566/000000000000/assay-Queue"),
            ("!GetAtt Queue.Arn", "arn:aws:sqs:us-east-1:000000000000:assay-Queue"),
            ("{'Fn::GetAtt': [Queue, Arn]}", "arn:aws:sqs:us-east-1:000000000000:assay-Queue"),
            ("{'Fn::GetAtt': Queue.Arn}", "arn:aws:sqs:us-east-1:000000000000:assay-Queue"),
            ("!ToJsonString {a: [1, x, true, null], b: !Ref AWS::Region}", #"{"a":[1,"x",true,null],"b":"us-east-1"}"#),
            ("!Sub ['${n}', {n: !Length [1, 2]}]", "2"),
        ]
    ) func `a function gives its value`(function: String, expected: String) throws {
        var settings = TemplateSettings()
        settings.imports = ["net": "vpc-1"]
        #expect(try output(function, settings: settings).string == expected)
    }

    @Test func `a value that is AWS::NoValue takes its key along`() throws {
        let found = try output("{a: !Ref 'AWS::NoValue', b: [1, !Ref 'AWS::NoValue', 2]}")
        #expect(found.json.bytes() == Array(#"{"b":[1,2]}"#.utf8))
    }

    @Test(arguments: [("dev", "small", "no"), ("prod", "large", "yes"), ("test", "medium", "no")])
    func `parameters, mappings and conditions choose`(stage: String, size: String, guarded: String) throws {
        let above = """
            Parameters: {Stage: {Type: String, Default: dev, AllowedValues: [dev, prod, test]}}
            Mappings: {Sizes: {dev: {size: small}, prod: {size: large}}}
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
              IsDev: !Equals [!Ref Stage, dev]
              IsNeither: !Not [!Or [!Condition IsProd, !Condition IsDev]]
              IsBoth: !And [!Condition IsProd, {Condition: IsDev}]
            Resources: {Queue: {Type: AWS::SQS::Queue}}
            """
        var settings = TemplateSettings()
        settings.parameters = ["Stage": stage]
        let value =
            "!Join [' ', [!FindInMap [Sizes, !Ref Stage, size, {DefaultValue: medium}], !If [IsProd, yes!, no!]]]"
        let found = try output(value, above: above, settings: settings).string
        #expect(found == "\(size) \(guarded)!")
        #expect(
            try output("!If [IsNeither, a, !If [IsBoth, b, c]]", above: above, settings: settings).string
                == (stage == "test" ? "a" : "c")
        )
    }

    @Test func `a loop makes a resource for each item, and loops stand in loops`() throws {
        let found = try stack(
            """
            Transform: AWS::LanguageExtensions
            Parameters: {Vendors: {Type: CommaDelimitedList, Default: 'clam-av, eset'}}
            Mappings: {Kinds: {clam-av: {all: [fast]}, eset: {all: [fast, slow]}}}
            Resources:
              Fn::ForEach::Outer:
                - Vendor
                - !Ref Vendors
                - Fn::ForEach::Inner:
                    - Kind
                    - !FindInMap [Kinds, !Ref Vendor, all]
                    - Queue&{Vendor}${Kind}:
                        Type: AWS::SQS::Queue
                        Properties:
                          QueueName: !Sub '${Vendor}-${Kind}-${AWS::Region}'
              Fn::ForEach::Plain:
                - Name
                - [One, Two]
                - ${Name}: {Type: AWS::SNS::Topic}
                  ${Name}Again:
                    Type: AWS::SNS::Topic
                    DependsOn: '${Name}'
                    Properties: {DisplayName: !GetAtt ['${Name}', TopicName]}
            """
        )
        #expect(found.queues.map(\.id) == ["Queueclamavfast", "Queueesetfast", "Queueesetslow"])
        #expect(found.queues.map(\.name) == ["clam-av-fast-us-east-1", "eset-fast-us-east-1", "eset-slow-us-east-1"])
        #expect(found.topics.map(\.id) == ["One", "OneAgain", "Two", "TwoAgain"])
        #expect(found.topics[3].displayName == "assay-Two")
    }

    @Test func `an import of Systems Manager that nobody gives is told`() throws {
        let text = """
            Parameters: {Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /images/latest}}
            Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Image}}}
            """
        let without = try stack(text)
        #expect(without.topics.first?.displayName == "/images/latest")
        #expect(without.notUnderstood.map(\.logicalID) == ["Image"])
        var settings = TemplateSettings()
        settings.systemParameters = ["/images/latest": "ami-1"]
        let with = try stack(text, settings: settings)
        #expect(with.topics.first?.displayName == "ami-1")
        #expect(with.notUnderstood.isEmpty)
    }
}
