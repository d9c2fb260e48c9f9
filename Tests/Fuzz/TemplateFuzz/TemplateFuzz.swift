import FuzzDriver
import Glibc
import Template
import YAML

@main enum TemplateFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                TemplateFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    /// Any text is a stack, or an error at a place that the text has.
    private static func attempt(_ text: [UInt8]) {
        let lines = text.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + unicodeBreaks(text) + 2
        do {
            let stack = try Stack(reading: text)
            for function in stack.functions {
                guard let policy = function.policy else { continue }
                precondition(
                    policy.allows("s3:GetObject", on: "arn:aws:s3:::a/b")
                        == policy.allows("S3:getobject", on: "arn:aws:s3:::a/b")
                )
            }
            precondition(stack.notes.allSatisfy { !$0.description.isEmpty })
        } catch {
            precondition((1...lines).contains(error.place.line), "\(error)")
            precondition(!error.description.isEmpty)
        }
    }

    /// YAML 1.1 ends lines at three characters more: NEL, LS and PS.
    private static func unicodeBreaks(_ text: [UInt8]) -> Int {
        String(decoding: text, as: UTF8.self).unicodeScalars.count { [0x85, 0x2028, 0x2029].contains($0.value) }
    }
}
