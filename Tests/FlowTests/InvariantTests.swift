import Domain
import FlowKit
import LocalCloud
import Ports
import SystemCalls
import Template
import Testing
import Time
import Wiring

/// Whatever befalls the functions, by thousands of seeds: no document is lost, each engine has one result a round, and
/// everything ends.
@Suite struct InvariantTests {
    private static let engines = ["eicar", "second", "third"]

    private static let blocks = 4

    /// Enough for every change; `make test-seeds` asks for thousands.
    private static let seeds: Int = {
        let wanted = ProcessEnvironment.current()["ASSAY_FLOW_SEEDS"].flatMap { Int($0) }
        return max(blocks, wanted ?? 60)
    }()

    @Test(arguments: 0..<blocks) func `a rough day leaves nothing undone`(_ block: Int) throws {
        for number in stride(from: block, to: Self.seeds, by: Self.blocks) {
            let seed = UInt64(number + 1)
            try Course.run(seed: seed, engines: Self.engines, odds: .rough) { course in
                try await Self.live(course)
                try await Self.check(course, seed)
            }
        }
    }

    /// Somebody wants them no more while they are worked on, and others still upload.
    @Test(arguments: 0..<blocks) func `of what is deleted on a rough day nothing is left`(_ block: Int) throws {
        for number in stride(from: block, to: Self.seeds, by: Self.blocks) {
            let seed = UInt64(number + 1)
            try Course.run(seed: seed, engines: Self.engines, odds: .rough) { course in
                try await withThrowingTaskGroup(of: [Document].self) { group in
                    group.addTask {
                        try await course.handOver()
                        return []
                    }
                    group.addTask { try await course.deleteAll(for: .seconds(60)) }
                    let deleted = try await group.reduce(into: []) { $0 += $1 }
                    try await Self.checkDeletion(course, of: deleted, seed)
                }
            }
        }
    }

    private static func checkDeletion(_ course: Course, of early: [Document], _ seed: UInt64) async throws {
        let clock = course.world.ground.clock
        try await course.calmDown()
        let deleted = try await early + course.deleteAll(for: .seconds(1))
        #expect(deleted.count >= 2, "seed \(seed)")
        #expect(try await course.documents() == [], "seed \(seed)")
        // The URLs that were handed out are good for a quarter of an hour.
        for document in deleted where !document.isDrop { try await course.world.store([1], as: document.blob.key) }
        try await course.settle()
        try await course.bringForward(deleted)
        try await course.sweep()
        try await course.settle()
        for document in deleted {
            var supply = try course.world.supply()
            let remains = try await supply.remains(of: document, at: clock.now)
            #expect(remains == [], "seed \(seed), \(document.claim.name), deleted when \(document.state)")
        }
    }

    /// A few documents, handed over in all ways, confirmed early, late and twice.
    private static func live(_ course: Course) async throws {
        let clock = course.world.ground.clock
        try await course.handOver()
        try await course.calmDown()
        // Whatever lies in a dead-letter queue or was never told: the sweep looks after it.
        for _ in 0..<4 where try await !course.isDone() {
            try await clock.sleep(for: .seconds(31 * 60))
            try await course.sweep()
            try await course.settle()
        }
    }

    private static func check(_ course: Course, _ seed: UInt64) async throws {
        for document in try await course.documents() {
            let name = "seed \(seed), \(document.claim.name), \(document.state)"
            // An upload whose answer was lost on its way was never sent: that one waits for its end.
            if document.verified == nil, document.state == .requested { continue }
            #expect(document.state == .processed(reason: nil), "\(name)")
            let tally = try await course.tally(of: document.id)
            #expect(tally.expected.count == engines.count && tally.missing.isEmpty, "\(name)")
            let results = try await course.results(of: document.id)
            #expect(results.map(\.engine.text) == engines.sorted(), "\(name)")
        }
    }
}

extension Course {
    func handOver() async throws {
        let (clock, random) = (world.ground.clock, world.ground.random)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<3 {
                group.addTask {
                    try await clock.sleep(for: .milliseconds(Int64(random.next() % 3_000)))
                    let bytes = Array("file \(number % 2)".utf8)
                    if number == 2 { return try await world.drop(bytes, as: "drop-\(number).txt") }
                    try await persist("a-\(number).txt", bytes)
                }
            }
            try await group.waitForAll()
        }
    }

    /// What went wrong comes again, and from here on all goes well.
    func calmDown() async throws {
        try await world.ground.clock.sleep(for: .seconds(600))
        shaker?.calm()
        try await settle()
    }

    /// The day after: nobody waits for it, for the schedules of a day would all be run.
    func bringForward(_ documents: [Document]) async throws {
        var supply = try world.supply()
        let store = try supply.documents()
        let now = world.ground.clock.now
        for document in documents {
            _ = try await store.change(document.id, evenDeleted: true) { $0.due = now }
        }
    }

    /// Tries to delete whatever there is, now and then; tells what was there when it was tried last.
    func deleteAll(for time: Duration) async throws -> [Document] {
        let (clock, random) = (world.ground.clock, world.ground.random)
        let end = clock.now + time
        var deleted: [DocumentID: Document] = [:]
        repeat {
            try await clock.sleep(for: .milliseconds(Int64(random.next() % 4_000)))
            for document in try await documents() {
                deleted[document.id] = document
                // Where the answer is lost, it may be gone all the same.
                _ = try await world.call("DELETE", "/docs/\(document.id)")
            }
        } while clock.now < end
        return deleted.values.sorted { $0.createdAt < $1.createdAt }
    }

    /// Does what a good client does: asks again where it was not answered well.
    func persist(_ name: String, _ bytes: [UInt8]) async throws {
        var id: DocumentID?
        for _ in 0..<20 where id == nil {
            id = try await world.attempt(name, bytes)
            if id == nil { try await world.ground.clock.sleep(for: .seconds(2)) }
        }
        guard let id else { return }
        for _ in 0..<20 {
            let answer = try await world.call("POST", "/docs/\(id)/confirm-upload")
            if answer.status == 202 { return }
            try await world.ground.clock.sleep(for: .seconds(2))
        }
    }

    /// Whether every document that has come is done with.
    func isDone() async throws -> Bool {
        try await documents().allSatisfy { $0.state == .processed(reason: nil) || $0.state == .requested }
    }

    func sweep() async throws {
        guard let name = world.stack.functions.first(where: { $0.id == "Sweep" })?.name else { return }
        _ = try await world.deployment.invoke(name, with: Array("{}".utf8))
    }
}
