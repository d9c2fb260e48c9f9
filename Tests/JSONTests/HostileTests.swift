import Glibc
import JSON
import Testing

// What an outsider might send to hurt: deep, wide, repetitive.

private indirect enum Nest: Codable, Equatable {
    case leaf
    case more([Nest])

    init(from decoder: any Decoder) throws {
        self = .more(try decoder.singleValueContainer().decode([Nest].self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard case .more(let nests) = self else { return try container.encodeNil() }
        try container.encode(nests)
    }
}

@Test func `the deepest text goes through every way on a small stack`() {
    let isWell = onSmallStack {
        let depth = JSONLimits.standard.depth
        let text = Array(repeating: UInt8(ascii: "["), count: depth) + Array(repeating: UInt8(ascii: "]"), count: depth)
        do {
            let tree = try JSONValue(parsing: text)
            let nest = try JSONCodec.decode(Nest.self, from: text)
            let styles = [JSONStyle.compact, .stringify]
            let encoded =
                try styles.map { try JSONCodec.encode(nest, style: $0) } + styles.map { tree.bytes(style: $0) }
            let indented = try JSONValue(parsing: JSONCodec.encode(tree, style: .pretty))
            return encoded.allSatisfy { $0 == text } && indented == tree && tree.hashValue == indented.hashValue
        } catch {
            return false
        }
    }
    #expect(isWell)
}

@Test func `an object of a hundred thousand keys takes time in proportion`() throws {
    // Keys of one length whose ends are equal: nothing but their hashes tells them apart.
    func text(members: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { object in
            for index in 0..<members { object.member("k\(String(index + 1_000_000, radix: 7))k", 0) }
        }
        return writer.finish()
    }
    let small = text(members: 2_000)
    let large = text(members: 100_000)
    let less = try processorTime { _ = try JSONValue(parsing: small) }
    let more = try processorTime { _ = try JSONValue(parsing: large) }
    // Fifty times the keys; comparing them in pairs would take 2,500 times as long.
    #expect(more < less * 500)
}

/// The time of this thread alone, which nothing else on the machine adds to.
private func processorTime(_ work: () throws -> Void) rethrows -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    try work()
    return now() - start
}

@Test func `a type's look-ups in a large object are no more than one pass each`() throws {
    struct Sparse: Decodable {
        var a, b, c: Int?
        var last: Int
    }
    var writer = JSONWriter()
    writer.object { object in
        for index in 0..<50_000 { object.member("key\(index)", 0) }
        object.member("last", 1)
    }
    let sparse = try JSONCodec.decode(Sparse.self, from: writer.finish())
    #expect(sparse.last == 1 && sparse.a == nil)
}

@Test func `a string of nothing but escapes is read`() throws {
    let text = Array(("\"" + String(repeating: #"\ud83d\ude00"#, count: 50_000) + "\"").utf8)
    #expect(try JSONValue(parsing: text).string?.unicodeScalars.count == 50_000)
}

/// The smallest stack that any host of ours gives; frames without optimisation, and a sanitizer's, are larger.
#if DEBUG
    private let smallStack = 512 << 10
#else
    private let smallStack = 256 << 10
#endif

private func onSmallStack(_ work: @escaping @Sendable () -> Bool) -> Bool {
    final class Job {
        let work: @Sendable () -> Bool
        var result = false

        init(_ work: @escaping @Sendable () -> Bool) { self.work = work }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, smallStack)
    let job = Job(work)
    var thread = pthread_t()
    let created = pthread_create(
        &thread,
        &attributes,
        { context in
            if let context {
                let job = Unmanaged<Job>.fromOpaque(context).takeUnretainedValue()
                job.result = job.work()
            }
            return nil
        },
        Unmanaged.passUnretained(job).toOpaque()
    )
    guard created == 0 else { return false }
    pthread_join(thread, nil)
    return withExtendedLifetime(job) { job.result }
}
