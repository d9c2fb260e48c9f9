import JSON
import Template
import Testing
import YAML

/// What is read of whole templates.
@Suite struct StackTests {
    @Test func `a function is what Globals and its own properties say`() throws {
        let found = try Sample.stack("documents.yaml")
        #expect(found.functions.map(\.id) == ["Uploaded", "Query"], "Audit's condition is false")
        let query = try #require(found.functions.last)
        #expect(
            (query.name, query.arn) == ("assay-Query", "arn:aws:lambda:us-east-1:000000000000:function:assay-Query")
        )
        #expect((query.timeout, query.memory, query.runtime) == (.seconds(5), 256, "provided.al2023"))
        #expect(query.environment == ["STAGE": "dev", "RETENTION": "14", "TABLE": "assay-documents"])
        #expect(query.roleARN == "arn:aws:iam::000000000000:role/assay-QueryRole")
        #expect(found.functions[0].reservedConcurrency == nil)
    }

    @Test func `a parameter that is given another value changes what hangs on it`() throws {
        var settings = TemplateSettings()
        settings.parameters = ["Stage": "prod"]
        settings.stackName = "live"
        settings.region = "eu-west-1"
        let found = try Sample.stack("documents.yaml", settings: settings)
        #expect(found.functions.map(\.id) == ["Uploaded", "Query", "Audit"])
        #expect(found.functions.map(\.memory) == [1024, 1024, 1024])
        #expect(found.functions[0].reservedConcurrency == 50)
        #expect(found.rules.map(\.schedule) == ["rate(1 day)"])
        #expect(found.queues.map(\.retention) == [.seconds(345_600), .seconds(1_209_600)])
        let uploads = "arn:aws:s3:::live-uploads-000000000000"
        #expect(found.functions[0].policy?.allows("s3:PutObject", on: uploads + "/a").isAllowed == false)
        #expect(found.functions[0].policy?.allows("s3:GetObject", on: uploads + "/a").isAllowed == true)
        #expect(found.outputs.map(\.id) == ["ApiUrl", "Queue", "Audit"])
        #expect(found.outputs[0].value.string == "https://serverlesshttpapi.execute-api.eu-west-1.amazonaws.com/")
        #expect(found.outputs[1].exportName == "live-arrivals")
    }

    @Test func `queues, buckets and their policies hang together by the names they will have`() throws {
        let found = try Sample.stack("documents.yaml")
        let arrivals = try #require(found.queues.first)
        #expect(arrivals.url == "http://127.0.0.1:4566/000000000000/assay-Arrivals")
        #expect(arrivals.redrive?.target == found.queues[1].arn)
        #expect(arrivals.redrive?.maxReceiveCount == 5)
        let bucket = try #require(found.buckets.first)
        #expect(bucket.name == "assay-uploads-000000000000")
        #expect(bucket.notifications.map(\.target) == [.queue(arrivals.arn)])
        #expect(bucket.notifications.map(\.prefix) == ["drop/"])
        #expect(bucket.cors.first?.origins == ["https://a.example", "https://b.example"])
        #expect(bucket.lifecycle.map(\.expirationDays) == [nil, 14])
        #expect(found.resourcePolicies.map(\.targets) == [[bucket.name], [arrivals.url]])
        #expect(found.mappings.map(\.id) == ["UploadedArrival"])
        #expect(found.mappings.first?.source == arrivals.arn)
        #expect(found.mappings.first.flatMap { found.function($0.function.name) }?.id == "Uploaded")
    }

    @Test func `routes have methods, paths, authorizers and throttles`() throws {
        let found = try Sample.stack("every-event.yaml")
        #expect(found.apis.map(\.id) == ["Api", "ServerlessHttpApi"])
        let api = try #require(found.apis.first)
        #expect(api.routes.map(\.key) == ["ANY /any", "POST /docs"])
        #expect(api.routes.map(\.authorizer) == [nil, "Key"])
        #expect(api.routes[1].timeout == .milliseconds(5_000))
        #expect(api.routes[1].function == FunctionReference("assay-Worker:live"))
        #expect(api.authorizers.map(\.identitySources) == [["$request.header.X-Api-Key"]])
        #expect(api.authorizers.first?.cachesFor == .seconds(60))
        #expect(api.stages.map(\.name) == ["v1"])
        #expect(api.stages.first?.throttle == HTTPAPI.Throttle(burst: 10, rate: 5.5))
        #expect(api.stages.first?.routeThrottles == ["POST /docs": HTTPAPI.Throttle(burst: 1, rate: nil)])
        #expect(found.apis[1].routes.map(\.key) == ["$default", "GET /docs/{id}"])
        #expect(found.apis[1].cors?.methods == ["GET", "POST"])
    }

    @Test func `events become what calls the function`() throws {
        let found = try Sample.stack("every-event.yaml")
        #expect(found.mappings.map(\.id) == ["WorkerOrder", "WorkerChange"])
        #expect(found.mappings[0].maximumConcurrency == 3)
        #expect(found.mappings[0].window == .seconds(1))
        #expect(found.mappings[0].reportsBatchItemFailures)
        #expect(found.mappings[1].source == found.tables[0].streamARN)
        #expect(found.mappings[1].bisectsOnError)
        #expect(found.rules.map(\.isEnabled) == [false, true, true])
        #expect(found.schedules.map(\.expression) == ["cron(0 2 * * ? *)"])
        #expect(found.invokeConfigs.first?.failureDestination == found.queues.first { $0.id == "Dead" }?.arn)
        #expect(found.subscriptions.first?.filterPolicy?["engines"]?[0]?.string == "clamav")
        #expect(found.buckets.first?.notifications.map(\.suffix) == [".pdf"])
        #expect(found.permissions.map(\.principal).contains("s3.amazonaws.com"))
        #expect(found.functions[0].aliases == ["live"])
    }

    @Test func `tables have keys, indexes, a stream and a time to live`() throws {
        let found = try Sample.stack("every-event.yaml").tables
        #expect(found[0].key == Table.Key(partition: "id", sort: nil))
        #expect(found[0].indexes.map(\.name) == ["by-day"])
        #expect(found[0].indexes[0].key == Table.Key(partition: "day", sort: "id"))
        #expect(found[0].indexes[0].projected == ["size"])
        #expect((found[0].timeToLiveAttribute, found[0].streamView) == ("expires", "NEW_IMAGE"))
        #expect(found[1].attributes == ["key": "N"])
    }

    @Test func `what is not understood is listed, by id, type, property and place`() throws {
        let found = try stack(
            """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeOut: 30
                  Tags: [{Key: a, Value: b}]
              Pool:
                Type: AWS::Cognito::UserPool
              Bucket:
                Type: AWS::S3::Bucket
                Properties:
                  ReplicationConfiguration: {Role: r}
                  LifecycleConfiguration: {Rules: [{Status: Enabled, ObjectSizeGreaterThan: 5}]}
              Alarm:
                Type: AWS::CloudWatch::Alarm
            """
        )
        #expect(
            found.notUnderstood.map(\.description) == [
                "5:7: Queue.VisibilityTimeOut (AWS::SQS::Queue) is not emulated",
                "7:3: Pool (AWS::Cognito::UserPool) is not emulated",
                "12:7: Bucket.ReplicationConfiguration (AWS::S3::Bucket) is not emulated",
                "13:58: Bucket.LifecycleConfiguration.Rules[0].ObjectSizeGreaterThan (AWS::S3::Bucket) is not emulated",
            ]
        )
        #expect(found.notes.filter { $0.kind == .withoutEffect }.map(\.logicalID) == ["Queue", "Alarm"])
    }

    @Test func `what SAM's own properties say and we do not read is listed too`() throws {
        let found = try stack(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  Auth:
                    EnableIamAuthorizer: true
                    Authorizers: {A: {FunctionArn: !GetAtt F.Arn, Identity: {Cookies: [a]}}}
              F:
                Type: AWS::Serverless::Function
                Connectors: {Q: {Properties: {Destination: {Id: Api}, Permissions: [Read]}}}
                Properties:
                  FunctionUrlConfig: {AuthType: NONE}
                  Layers: [a]
                  Events:
                    Stream: {Type: Kinesis, Properties: {Stream: x}}
                    Get: {Type: HttpApi, Properties: {Path: /, Method: GET, ApiId: !Ref Api, Auth: {InvokeRole: x}}}
                    Tick: {Type: Schedule, Properties: {Schedule: rate(1 day), DeadLetterConfig: {Type: SQS}}}
            """
        )
        #expect(
            found.notUnderstood.map { "\($0.logicalID).\($0.property ?? "")" }.sorted() == [
                "Api.Auth.Authorizers.A.Identity.Cookies", "Api.Auth.EnableIamAuthorizer", "F.Connectors",
                "F.Events.Get.Auth.InvokeRole", "F.Events.Stream", "F.Events.Tick.DeadLetterConfig",
                "F.FunctionUrlConfig", "F.Layers",
            ]
        )
    }

    @Test func `alarms may watch the function whose deployment they end`() throws {
        let found = try stack(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties: {AutoPublishAlias: live, DeploymentPreference: {Type: Linear, Alarms: [!Ref Errors]}}
              Errors:
                Type: AWS::CloudWatch::Alarm
                Properties: {Dimensions: [{Name: FunctionName, Value: !Ref F}]}
            """
        )
        #expect(found.notUnderstood == [])
        #expect(
            found.logicalIDs == [
                "F", "FVersion", "FAliaslive", "ServerlessDeploymentApplication", "CodeDeployServiceRole",
                "FDeploymentGroup", "FRole", "Errors",
            ]
        )
    }

    @Test func `a template that is read twice gives the same stack and the same words`() throws {
        let one = try Sample.stack("every-event.yaml")
        let two = try Sample.stack("every-event.yaml")
        #expect(one.notes.map(\.description) == two.notes.map(\.description))
        #expect(one.functions == two.functions)
        #expect(!one.notes.isEmpty)
    }
}
