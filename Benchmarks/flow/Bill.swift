import JSON

/// List prices in us-east-1, in USD, of November 2026; without any free tier.
enum Price {
    static let apiRequest = 1.00 / 1e6
    static let invocation = 0.20 / 1e6
    /// On x86_64; a fifth less on arm64.
    static let gigabyteSecond = 0.0000166667
    static let queueRequest = 0.40 / 1e6
    static let publish = 0.50 / 1e6
    static let writeUnit = 0.625 / 1e6
    static let readUnit = 0.125 / 1e6
    static let put = 5.00 / 1e6
    static let get = 0.40 / 1e6
    /// A gigabyte of log lines taken in.
    static let logged = 0.50
}

/// What so many documents cost, line by line.
struct Bill {
    struct Line {
        let name: String
        /// Per document.
        let count: Double
        let price: Double
    }

    let lines: [Line]
    /// What the engines themselves compute, which is their owners' affair.
    let engines: Line

    /// - Parameters:
    ///   - memory: of each function, in gigabytes.
    ///   - logged: the bytes of all log lines.
    init(_ counts: Ledger.Counts, documents: Int, memory: [String: Double], logged: Int) {
        let each = { (count: Double) in count / Double(documents) }
        let computed = { (isEngine: Bool) in
            each(
                counts.seconds.filter { Self.isEngine($0.key) == isEngine }
                    .reduce(0.0) { $0 + $1.value * (memory[$1.key] ?? 0) }
            )
        }
        let own: [Line] = [
            Line(name: "requests of the API", count: Self.requests, price: Price.apiRequest),
            Line(
                name: "invocations of functions",
                count: each(Double(counts.invocations.reduce(0) { $0 + $1.value })),
                price: Price.invocation
            ),
            Line(name: "gigabyte-seconds without engines", count: computed(false), price: Price.gigabyteSecond),
            Line(name: "units written to tables", count: each(counts.writeUnits), price: Price.writeUnit),
            Line(name: "units read from tables", count: each(counts.readUnits), price: Price.readUnit),
            Line(name: "gigabytes of logs", count: each(Double(logged) / 1e9) + Self.accessLog, price: Price.logged),
        ]
        lines = own + Self.messages(counts, each) + Self.objects(counts, each)
        engines = Line(name: "gigabyte-seconds of engines", count: computed(true), price: Price.gigabyteSecond)
    }

    /// One of S3's notices and one of the topic's deliveries are each counted as a send: the bill says so.
    private static func messages(_ counts: Ledger.Counts, _ each: (Double) -> Double) -> [Line] {
        let delivered = counts.messages.filter { isEngine($0.key) }.reduce(0) { $0 + $1.value }
        let received = counts.polls.reduce(0) { $0 + $1.value }
        return [
            Line(name: "sends to queues", count: each(counts.calls(of: "sqs Send")), price: Price.queueRequest),
            Line(name: "notices of S3 to a queue", count: 1, price: Price.queueRequest),
            Line(
                name: "deliveries of the topic to queues",
                count: each(Double(delivered)),
                price: Price.queueRequest
            ),
            Line(name: "receives from queues", count: each(Double(received)), price: Price.queueRequest),
            Line(name: "deletes from queues", count: each(Double(counts.deletes)), price: Price.queueRequest),
            Line(name: "publishes to topics", count: each(counts.calls(of: "sns Publish")), price: Price.publish),
        ]
    }

    private static func objects(_ counts: Ledger.Counts, _ each: (Double) -> Double) -> [Line] {
        let reads = counts.calls(of: "s3 GetObject") + counts.calls(of: "s3 HeadObject")
        return [
            Line(name: "objects put", count: each(counts.calls(of: "s3 PutObject")), price: Price.put),
            Line(name: "objects read or looked at", count: each(reads), price: Price.get),
        ]
    }

    /// Request-upload, confirm-upload, three looks.
    private static let requests = 5.0
    /// What a line about each comes to.
    private static let accessLog = requests * 190 / 1e9

    /// By the function's name, in which the template's id is a part.
    private static func isEngine(_ name: String) -> Bool {
        name.split(separator: "-").contains { $0.hasPrefix("Scan") }
    }

    /// USD a million documents.
    var total: Double { 1e6 * lines.reduce(0) { $0 + $1.count * $1.price } }
}
