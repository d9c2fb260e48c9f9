import AWSClient
import FuzzDriver
import Glibc
import HTTP

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
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(EndpointFault) {
            let settings = AWSSettings(["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": text])
            let host = try AWSEndpoint(of: .s3, settings: settings).origin.host
            precondition(host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x2f && $0 != 0x40 }, "another host")
        } catch {
            precondition(!"\(error)".isEmpty)
        }
    }
}
