import AWSClient
import HTTP
import Testing

struct SNSTests {
    private func answer(_ action: String, _ result: String?) -> ScriptedTransport.Reply {
        let part = result.map { "<\(action)Result>\($0)</\(action)Result>" } ?? ""
        return .answer(
            200,
            [:],
            """
            <\(action)Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\(part)
            <ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></\(action)Response>
            """
        )
    }

    @Test func `a message is published in SNS's own words`() async throws {
        let transport = ScriptedTransport([answer("Publish", "<MessageId>m</MessageId>")])
        let message = TopicMessage(
            message: "a b&c=é",
            subject: "s",
            messageAttributes: [
                "size": .number("12"), "engines": .stringArray(["clamd", "x\"y"]), "raw": .binary([255]),
                "kind": .string("k"),
            ],
            messageGroupId: "g",
            messageDeduplicationId: "d"
        )
        let output = try await SNS.scripted(transport).call(Publish(topicArn: "arn:aws:sns:eu:1:t.fifo", message))
        #expect(output.messageId == "m" && output.sequenceNumber == nil)
        let attributes = [
            ("engines", "String.Array", #"StringValue=["clamd","x\"y"]"#), ("kind", "String", "StringValue=k"),
            ("raw", "Binary", "BinaryValue=/w=="), ("size", "Number", "StringValue=12"),
        ]
        let fields = attributes.enumerated().flatMap { index, attribute in
            let entry = "MessageAttributes.entry.\(index + 1)."
            return [
                "\(entry)Name=\(attribute.0)", "\(entry)Value.DataType=\(attribute.1)", "\(entry)Value.\(attribute.2)",
            ]
        }
        #expect(
            transport.lastForm == [
                "Action=Publish", "Version=2010-03-31", "TopicArn=arn:aws:sns:eu:1:t.fifo", "Message=a b&c=é",
                "Subject=s",
            ] + fields + ["MessageDeduplicationId=d", "MessageGroupId=g"]
        )
        guard case .bytes(let body)? = transport.requests.first?.body else { return #expect(Bool(false), "no body") }
        let text = String(decoding: body, as: UTF8.self)
        #expect(
            text.hasPrefix("Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aeu%3A1%3At.fifo&Message=a%20b")
        )
    }

    @Test func `a message is published twice only where the topic drops the second`() async {
        for (id, tries) in [(nil, 1), ("d", 2)] as [(String?, Int)] {
            let transport = ScriptedTransport([.answer(500), answer("Publish", "<MessageId>m</MessageId>")])
            let message = TopicMessage(message: "m", messageDeduplicationId: id)
            do throws(CallFailure) {
                _ = try await SNS.scripted(transport).call(Publish(topicArn: "t", message))
                #expect(tries == 2)
            } catch {
                #expect(tries == 1)
            }
            #expect(transport.requests.count == tries)
        }
    }

    @Test func `a batch that failed in part is a success that names what failed`() async throws {
        let result = """
            <Successful><member><Id>a</Id><MessageId>m</MessageId><SequenceNumber>1</SequenceNumber></member>
            </Successful>
            <Failed><member><Id>b</Id><Code>InternalError</Code><Message>no</Message><SenderFault>false</SenderFault>
            </member></Failed>
            """
        let transport = ScriptedTransport([
            answer("PublishBatch", result), answer("PublishBatch", "<Failed/><Successful/>"),
        ])
        let entries = ["a", "b"].map { PublishBatch.Entry(id: $0, TopicMessage(message: "m\($0)")) }
        let sns = SNS.scripted(transport)
        let output = try await sns.call(PublishBatch(topicArn: "t", entries: entries))
        #expect(output.successful.map(\.messageId) == ["m"] && output.successful.map(\.sequenceNumber) == ["1"])
        #expect(output.failed.map(\.code) == ["InternalError"] && output.failed.map(\.senderFault) == [false])
        #expect(
            transport.lastForm.suffix(4) == [
                "PublishBatchRequestEntries.member.1.Id=a", "PublishBatchRequestEntries.member.1.Message=ma",
                "PublishBatchRequestEntries.member.2.Id=b", "PublishBatchRequestEntries.member.2.Message=mb",
            ]
        )
        let nothing = try await sns.call(PublishBatch(topicArn: "t", entries: []))
        #expect(nothing.successful.isEmpty && nothing.failed.isEmpty)
    }

    @Test func `topics and subscriptions are made, listed and removed`() async throws {
        let members = """
            <Subscriptions><member><TopicArn>t</TopicArn><Protocol>sqs</Protocol><SubscriptionArn>s</SubscriptionArn>
            <Owner>1</Owner><Endpoint>q</Endpoint></member></Subscriptions><NextToken>n</NextToken>
            """
        let transport = ScriptedTransport([
            answer("CreateTopic", "<TopicArn>t</TopicArn>"),
            answer("Subscribe", "<SubscriptionArn>s</SubscriptionArn>"),
            answer("SetSubscriptionAttributes", nil), answer("ListSubscriptionsByTopic", members),
            answer("ListSubscriptionsByTopic", "<Subscriptions/>"), answer("DeleteTopic", nil),
        ])
        let sns = SNS.scripted(transport)
        #expect(try await sns.call(CreateTopic(name: "t", attributes: ["FifoTopic": "true"])).topicArn == "t")
        #expect(transport.lastForm.suffix(2) == ["Attributes.entry.1.key=FifoTopic", "Attributes.entry.1.value=true"])
        let attributes = ["RawMessageDelivery": "true", "FilterPolicy": #"{"engines":["clamd"]}"#]
        let subscribe = Subscribe(topicArn: "t", protocol: "sqs", endpoint: "q", attributes: attributes)
        #expect(try await sns.call(subscribe).subscriptionArn == "s")
        #expect(transport.lastForm.contains(#"Attributes.entry.1.value={"engines":["clamd"]}"#))
        let change = SetSubscriptionAttributes(
            subscriptionArn: "s",
            attributeName: "FilterPolicyScope",
            attributeValue: "MessageBody"
        )
        _ = try await sns.call(change)
        let page = try await sns.call(ListSubscriptionsByTopic(topicArn: "t"))
        #expect(page.subscriptions.map(\.endpoint) == ["q"] && page.nextToken == "n")
        #expect(try await sns.call(ListSubscriptionsByTopic(topicArn: "t", nextToken: "n")).nextToken == nil)
        _ = try await sns.call(DeleteTopic(topicArn: "t"))
        #expect(transport.lastForm == ["Action=DeleteTopic", "Version=2010-03-31", "TopicArn=t"])
    }

    @Test(
        arguments: [
            "", "{}", "<PublishResponse>", "<html/>", "<PublishResponse/>",
            "<PublishResponse><PublishResult><MessageID>m</MessageID></PublishResult></PublishResponse>",
            "<PublishBatchResponse/>",
        ]
    )
    func `an answer that is not of the operation is an error`(text: String) async {
        let transport = ScriptedTransport([.answer(200, [:], text)])
        let failure = await #expect(throws: CallFailure.self) {
            try await SNS.scripted(transport).call(Publish(topicArn: "t", TopicMessage(message: "m")))
        }
        guard case .unreadable("sns", _)? = failure else {
            return #expect(Bool(false), "\(String(describing: failure))")
        }
    }

    @Test func `a batch's entry that says neither whose fault it is is an error`() async {
        let result = "<Failed><member><Id>b</Id><Code>X</Code><SenderFault>maybe</SenderFault></member></Failed>"
        let transport = ScriptedTransport([answer("PublishBatch", result)])
        await #expect(throws: CallFailure.self) {
            try await SNS.scripted(transport).call(PublishBatch(topicArn: "t", entries: []))
        }
    }

    @Test func `a topic that is not there is a failure with its code`() async {
        let body = "<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code></Error></ErrorResponse>"
        let transport = ScriptedTransport([.answer(404, [:], body)])
        let failure = await #expect(throws: CallFailure.self) {
            try await SNS.scripted(transport).call(Publish(topicArn: "t", TopicMessage(message: "m")))
        }
        #expect(failure?.code == "NotFound" && transport.requests.count == 1)
    }
}
