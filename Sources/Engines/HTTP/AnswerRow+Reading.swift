package import Domain
package import HTTP
import JSON
package import Ports

extension AnswerRow {
    /// What an answer says of a file; nil where the engine does not answer now, but may later.
    ///
    /// Statuses mean what HTTP says that they mean; a redirect is followed by nobody, and so is no answer.
    package func verdict(of answer: WebResponse, on size: ByteCount) -> Verdict? {
        switch answer.head.status {
        case 200..<300: reading(answer, size)
        case 413: Verdict(.limitsExceeded, "the file is larger than the engine takes")
        case 415: Verdict(.typeUnsupported, "the engine takes no files of this type")
        case 429, 500..<600: nil
        case 300..<400: Verdict(.failure, "the engine sends elsewhere: redirects are not followed")
        default: Verdict(.failure, "the engine answered with status \(answer.head.status)")
        }
    }

    /// Deeper or longer than any engine's answer is.
    private static let limits = JSONLimits(depth: 32, bytes: HTTPScanner.longestAnswer)

    private func reading(_ answer: WebResponse, _ size: ByteCount) -> Verdict {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: answer.body, limits: Self.limits)
        } catch {
            return Verdict(.failure, "the engine's answer is no JSON")
        }
        let headers = answer.head.headers
        let identity = identity(json, headers)
        do throws(Misunderstanding) {
            let category = try category(json, headers)
            if let place = self.size {
                guard place.number(in: json, headers) == size.bytes else {
                    throw Misunderstanding("the engine's answer is not about a file of \(size)")
                }
            }
            let text =
                text?.text(in: json, headers) ?? (verdict == nil ? String(decoding: answer.body, as: UTF8.self) : "")
            return Verdict(category, text, by: identity)
        } catch {
            return Verdict(.failure, error.reason, by: identity)
        }
    }

    private struct Misunderstanding: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// An engine that only analyses has looked, and has no opinion.
    private func category(_ json: JSONValue, _ headers: WebHeaders) throws(Misunderstanding) -> Category {
        guard let verdict else { return .undetected }
        guard let word = verdict.text(in: json, headers) else {
            throw Misunderstanding("the engine's answer has no \(verdict)")
        }
        guard let category = categories[word] else {
            throw Misunderstanding("the engine's word '\(word.prefix(Self.longestWord))' is not known")
        }
        return category
    }

    /// Of a word that is repeated in a text of ours.
    private static let longestWord = 80
    /// Of a version: a record and each result hold it.
    private static let longestVersion = 200

    /// Nil where the answer says nothing of it.
    private func identity(_ json: JSONValue, _ headers: WebHeaders) -> EngineIdentity? {
        let engine = engineVersion?.text(in: json, headers)
        let signatures = signatureVersion?.text(in: json, headers)
        guard engine != nil || signatures != nil else { return nil }
        return EngineIdentity(
            engineVersion: String((engine ?? "").prefix(Self.longestVersion)),
            signatureVersion: String((signatures ?? "").prefix(Self.longestVersion))
        )
    }
}
