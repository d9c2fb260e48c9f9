import Domain
import Engines
import FuzzDriver
import Glibc
import HTTP
import JSON
import Ports

/// Answers of engines, and the rows that say what they mean.
@main enum EnginesFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                EnginesFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    private static func attempt(_ bytes: [UInt8]) {
        for status in [200, 307, 413, 415, 404, 503] {
            let head = WebResponseHead(status: status, headers: ["X-Engine": String(decoding: bytes, as: UTF8.self)])
            for row in [AnswerRow.analysis, verdicts] {
                let verdict = row.verdict(of: WebResponse(head: head, body: bytes), on: 5)
                check(verdict, status, bytes)
            }
        }
        do throws(JSONError) {
            let row = try JSONCodec.decode(AnswerRow.self, from: bytes)
            precondition(!row.saysNothing && row.target.hasPrefix("/"), "a row that tells nothing apart")
            check(row.verdict(of: WebResponse(head: WebResponseHead(status: 200), body: bytes), on: 5), 200, bytes)
        } catch {
            precondition(!"\(error)".isEmpty)
        }
    }

    /// Nothing but an answer in JSON, with a status that says that it is one, says anything of a file.
    private static func check(_ verdict: Verdict?, _ status: Int, _ body: [UInt8]) {
        guard let verdict else { return precondition(status == 503, "no verdict at \(status)") }
        switch verdict.category {
        case .failure: precondition(!verdict.text.isEmpty, "a failure without words")
        case .limitsExceeded where status == 413, .typeUnsupported where status == 415: break
        case .malicious, .suspicious, .undetected, .harmless, .timeout, .typeUnsupported, .limitsExceeded, .encrypted,
            .partial:
            precondition(status == 200, "a verdict with status \(status)")
            do throws(JSONError) {
                _ = try JSONValue(parsing: body)
            } catch {
                preconditionFailure("a verdict from no JSON")
            }
        }
    }

    private static let verdicts: AnswerRow = {
        var row = AnswerRow()
        row.verdict = AnswerPlace("result.verdict")
        row.categories = ["clean": .undetected, "infected": .malicious, "0": .harmless]
        row.text = AnswerPlace("result.names.0")
        row.engineVersion = AnswerPlace("header:X-Engine")
        row.signatureVersion = AnswerPlace("signatures")
        return row
    }()
}
