import AWSClient
import Crypto
import Encoding
import FuzzDriver
import Glibc
import HTTP
import LocalCloud
import Time

/// Everything of the local S3 that reads what a caller wrote: chunks, forms, ranges, and the documents of its settings.
@main enum LocalS3Fuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                LocalS3Fuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    private static func attempt(_ bytes: [UInt8]) {
        let whole = chunks(bytes, by: max(1, bytes.count))
        for size in [1, 7] { precondition(chunks(bytes, by: size) == whole, "chunks depend on how they come") }
        let form = file(bytes, by: max(1, bytes.count))
        for size in [1, 7] { precondition(file(bytes, by: size) == form, "a form depends on how it comes") }
        let text = String(decoding: bytes.prefix(64), as: UTF8.self)
        for count in [0, 1, 10, Int.max] {
            guard let range = RequestedRange(text)?.bytes(of: count) else { continue }
            precondition(
                !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= count,
                "bytes that are not there"
            )
        }
        runToEnd { await ask(bytes) }
    }

    /// What comes of the chunks; nil where they are none.
    private static func chunks(_ text: [UInt8], by size: Int) -> [UInt8]? {
        var decoder = ChunkDecoder(after: nil, hasTrailer: true)
        var bytes: [UInt8] = []
        do throws(ChunkFault) {
            for start in stride(from: 0, to: text.count, by: size) {
                try decoder.take(Array(text[start...].prefix(size)), into: &bytes)
            }
        } catch {
            return nil
        }
        precondition(bytes.count <= text.count, "bytes from nowhere")
        return decoder.isComplete ? bytes : nil
    }

    private static func file(_ text: [UInt8], by size: Int) -> [UInt8]? {
        guard var decoder = FormDecoder(contentType: "multipart/form-data; boundary=b") else { return nil }
        var bytes: [UInt8] = []
        do throws(FormFault) {
            for start in stride(from: 0, to: text.count, by: size) {
                try decoder.take(Array(text[start...].prefix(size)), into: &bytes)
            }
        } catch {
            return nil
        }
        return decoder.isComplete ? bytes : nil
    }

    /// Puts the bytes wherever a document, a form, a name or a condition may be.
    private static func ask(_ bytes: [UInt8]) async {
        do throws(ServiceFault) {
            let ground = Ground(clock: SystemClock(), random: SeededRandom(seed: 1))
            let buckets = try Buckets(ground)
            await send("PUT", "/bucket", [:], [], to: buckets)
            let sum = Base64.encode(MD5.digest(of: bytes))
            for (method, target) in [
                ("PUT", "/bucket?notification"), ("PUT", "/bucket?lifecycle"), ("PUT", "/bucket?cors"),
                ("PUT", "/bucket?tagging"), ("POST", "/bucket?delete"), ("POST", "/bucket"), ("PUT", "/bucket/key"),
            ] {
                let headers: WebHeaders = ["Content-Type": "multipart/form-data; boundary=b", "Content-MD5": sum]
                await send(method, target, headers, bytes, to: buckets)
            }
            let line = String(decoding: bytes.prefix(200).filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
            let headers: WebHeaders = [
                "Range": line, "If-Match": line, "If-Modified-Since": line, "x-amz-copy-source": line, "Host": line,
                "x-amz-tagging": line, "x-amz-copy-source-range": line, "Origin": line,
            ]
            for (method, target) in [
                ("GET", "/bucket/key"), ("PUT", "/bucket/copy"), ("PUT", "/bucket/" + line), ("GET", "/bucket?" + line),
                ("GET", "/bucket?versions&key-marker=" + line),
                ("GET", "/bucket?list-type=2&delimiter=/&prefix=" + line),
            ] {
                await send(method, target, headers, [], to: buckets)
            }
        } catch {
            preconditionFailure("nothing is kept that could be broken")
        }
    }

    private static func send(
        _ method: String,
        _ target: String,
        _ headers: WebHeaders,
        _ body: [UInt8],
        to buckets: Buckets
    ) async {
        let web = WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1"),
            target: target,
            headers: headers,
            body: .bytes(body)
        )
        let request = CloudRequest(web: web, id: "id", received: .epoch, caller: .nobody)
        do throws(ServiceFault) {
            let answer = try await buckets.answer(request)
            precondition((200..<600).contains(answer.status), "no status")
        } catch {
            precondition((400..<600).contains(error.status), "no status of a refusal")
        }
    }
}
