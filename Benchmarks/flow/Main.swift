// Drives the whole flow, the functions as they are deployed over the local cloud, all of it in this process but where
// it says otherwise:
//
//   flow cost [SECONDS]     what a million documents cost, from what so many seconds of a million a day ask for
//   flow speed [COUNT]      how many documents get through in a second
//   flow processes COUNT FOLDER
//                           the same over sockets, with the programs of FOLDER/build/zips and build/local-runner
//   flow latency [COUNT]    how long metadata and the last result take, one document after the other
//
// Each with ten engines, and files of 100 KB that differ. The last line is JSON.

import Glibc

@main enum Main {
    static func main() async throws {
        let words = CommandLine.arguments
        let number = words.count > 2 ? Int(words[2]) : nil
        switch words.count > 1 ? words[1] : "" {
        case "cost": try CostRun(seconds: number ?? 120).tell()
        case "speed": try await SpeedRun(count: number ?? 2_000).tell()
        case "processes" where words.count > 3: try await ProcessRun(count: number ?? 200, folder: words[3]).tell()
        case "latency": try await LatencyRun(count: number ?? 300).tell()
        default:
            print("usage: flow cost [SECONDS] | speed [COUNT] | processes COUNT FOLDER | latency [COUNT]")
            exit(2)
        }
    }
}

/// What is common to all runs.
enum Load {
    static let engines = (1...10).map { "engine-\($0)" }

    /// Who hands over documents at once: fewer than the concurrency that is reserved for a function of the API.
    static let clients = 32

    /// A text of 100 KB that no other document has.
    static func file(_ number: Int) -> [UInt8] {
        let line = Array("document \(number) of a benchmark, a line of plain text like any other\n".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + line.count)
        while bytes.count < size { bytes += line }
        return Array(bytes.prefix(size))
    }

    private static let size = 100_000
}
