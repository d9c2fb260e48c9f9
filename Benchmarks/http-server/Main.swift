// The server of Sources/HTTPServer with an answerer that does as Benchmarks/http-sink does: it takes any body in and
// forgets it; to `GET /N` it answers N bytes, to anything else 1,024.
//
//   http-server        prints its port, serves until its standard input ends, and prints what that has cost

import Glibc
import HTTP
import HTTPServer

@main enum Main {
    static func main() async throws {
        try await withEventLoop { crew in
            let server = try HTTPServer(on: crew)
            print(server.port)
            fflush(nil)
            await withDiscardingTaskGroup { group in
                group.addTask { await server.serve(Sink()) }
                while readLine() != nil {}
                group.cancelAll()
            }
        }
        print(#"{"cpu_s":\#(Usage().processorSeconds),"rss_mb":\#(Usage().peakMB)}"#)
    }
}

struct Sink: Answerer {
    private static let small = [UInt8](repeating: 0, count: 1_024)
    private static let pieceLimit = 128 * 1024

    func answer(_ request: WebRequest) async -> WebAnswer {
        do throws(BodyFailure) {
            if case .stream(let source, _) = request.body {
                while try await !source.next(atMost: Self.pieceLimit).isEmpty {}
            }
        } catch {
            return WebAnswer(status: 400)
        }
        guard request.method == "GET", let size = Int(request.target.dropFirst()) else {
            return WebAnswer(status: 200, body: .bytes(Self.small))
        }
        return WebAnswer(status: 200, body: .stream(Zeros(size), length: size))
    }
}
