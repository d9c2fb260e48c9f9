import AWSClient
import FuzzDriver
import Glibc
import HTTP
import LocalCloud
import Time

/// What queues and topics read of whoever calls: forms, filter policies, and the messages that these look at.
@main enum QueuesFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                QueuesFuzz.begin(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    private static func begin(_ bytes: [UInt8]) {
        runToEnd { await attempt(bytes) }
    }

    private static func attempt(_ bytes: [UInt8]) async {
        let ground = Ground(clock: SystemClock(), random: SeededRandom(seed: 1))
        do throws(ServiceFault) {
            let (queues, topics) = (try Queues(ground), try Topics(ground))
            ground.deliveries.enter(queues, for: "sqs")
            await ask(queues, "Action=CreateQueue&QueueName=q", at: "/")
            await ask(topics, "Action=CreateTopic&Name=t", at: "/")
            // As a form of any operation.
            await ask(queues, bytes, at: "/000000000000/q")
            await ask(topics, bytes, at: "/")
            // As a policy, and as a message that it looks at.
            let text = PercentEncoding.encode(String(decoding: bytes, as: UTF8.self))
            for scope in ["MessageAttributes", "MessageBody"] {
                let form =
                    "Action=Subscribe&TopicArn=\(topic)&Protocol=sqs&Endpoint=arn:aws:sqs:us-east-1:000000000000:q"
                    + "&Attributes.entry.1.key=FilterPolicy&Attributes.entry.1.value=\(text)"
                    + "&Attributes.entry.2.key=FilterPolicyScope&Attributes.entry.2.value=\(scope)"
                await ask(topics, form, at: "/")
                let array =
                    "&MessageAttributes.entry.1.Name=a&MessageAttributes.entry.1.Value.DataType=String.Array"
                    + "&MessageAttributes.entry.1.Value.StringValue=\(text)"
                await ask(topics, "Action=Publish&TopicArn=\(topic)&Message=\(text)", at: "/")
                await ask(topics, "Action=Publish&TopicArn=\(topic)&Message=m\(array)", at: "/")
            }
            await ask(queues, "Action=ReceiveMessage&MaxNumberOfMessages=10", at: "/000000000000/q")
        } catch {
            preconditionFailure("a cloud that does not begin: \(error)")
        }
    }

    private static let topic = "arn:aws:sns:us-east-1:000000000000:t"

    private static func ask(_ part: any CloudPart, _ form: String, at target: String) async {
        await ask(part, Array(form.utf8), at: target)
    }

    /// Each request has an answer that is no failure of ours, and that a client can read.
    private static func ask(_ part: any CloudPart, _ body: [UInt8], at target: String) async {
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
        let web = WebRequest(method: "POST", origin: origin, target: target)
        let caller = Caller(arn: "arn:aws:iam::000000000000:root", userID: "000000000000", role: nil)
        let request = CloudRequest(web: web, id: "r", received: .epoch, caller: caller, body: body)
        let answer: WebAnswer
        do throws(ServiceFault) {
            answer = try await part.answer(request)
        } catch {
            answer = part.answer(error, to: web, id: "r")
        }
        precondition(answer.status < 500 || answer.status == 501, "a failure of ours")
        guard case .bytes(let text) = answer.body else { preconditionFailure("no answer") }
        do throws(XMLFault) {
            _ = try XMLReader.read(text)
        } catch {
            preconditionFailure("an answer that nobody can read: \(error)")
        }
    }
}
