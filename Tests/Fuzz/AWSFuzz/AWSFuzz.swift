import AWSClient
import FuzzDriver
import Glibc
import HTTP
import JSON

/// Everything of the client that reads what services, files and people wrote.
@main enum AWSFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                AWSFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    private static func attempt(_ bytes: [UInt8]) {
        do throws(XMLFault) {
            let root = try XMLReader.read(bytes)
            precondition(!root.name.isEmpty, "an element without a name")
            read(root)
        } catch {
            precondition(!"\(error)".isEmpty)
        }
        for isCredentials in [true, false] {
            do throws(ProfileFault) {
                let file = try ProfileFile(bytes, isCredentials: isCredentials)
                precondition(file.profiles.keys.allSatisfy { !$0.isEmpty }, "a profile without a name")
            } catch {
                precondition(!"\(error)".isEmpty)
            }
        }
        let response = WebResponse(head: WebResponseHead(status: 400), body: bytes)
        for form in [AWSProtocol.json(version: "1.0"), .query, .restXML] {
            let failure = AWSFailure(response, from: "s3", speaking: form)
            precondition(!failure.code.isEmpty, "a failure without a code")
        }
        readItem(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(EndpointFault) {
            let settings = AWSSettings(["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": text])
            let host = try AWSEndpoint(of: .s3, settings: settings).origin.host
            precondition(host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x2f && $0 != 0x40 }, "another host")
        } catch {
            precondition(!"\(error)".isEmpty)
        }
    }

    /// The answers of the query protocol, of SNS and of STS.
    private static func read(_ result: XMLElement) {
        do throws(QueryFault) {
            _ = try PublishBatch.Output(result)
            _ = try ListSubscriptionsByTopic.Output(result)
            _ = try RoleCredentials(result)
        } catch {
            precondition(!"\(error)".isEmpty)
        }
    }

    /// An item of DynamoDB, which has to survive being written again and being taken for a value of ours.
    private static func readItem(_ bytes: [UInt8]) {
        do throws(JSONError) {
            let item = try JSONCodec.decode(Item.self, from: bytes, limits: AttributeValue.jsonLimits)
            let again = try JSONCodec.encode(item)
            let back = try JSONCodec.decode(Item.self, from: again, limits: AttributeValue.jsonLimits)
            precondition(back == item, "another item")
            precondition(item.size >= 0)
            take(item)
        } catch {
            precondition(!"\(error)".isEmpty)
        }
    }

    private static func take(_ item: Item) {
        do throws(ItemFailure) {
            let record = try ItemCodec.decode(Record.self, from: item)
            let back = try ItemCodec.decode(Record.self, from: ItemCodec.encode(record))
            precondition(back == record, "another record")
        } catch {
            precondition(!"\(error)".isEmpty)
        }
    }
}

/// A property of each kind that an item may have.
private struct Record: Codable, Equatable {
    var text: String?
    var size: Int64?
    var ratio: Double?
    var bytes: [UInt8]?
    var names: Set<String>
    var sizes: Set<UInt8>
    var parts: [Record]?
    var labels: [String: Bool]?
    var any: AttributeValue?
}
