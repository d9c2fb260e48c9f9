import Domain
package import Hosting
import Ports
import Time

/// Looks after documents whose time is over: what never came expires, and what is stuck is announced again.
package struct Sweep: Step {
    private let documents: any DocumentStore
    private let aftermath: Aftermath
    private let limits: SweepLimits

    package init(_ supply: inout some Supply, limits: SweepLimits = SweepLimits()) throws {
        documents = try supply.documents()
        let blobs = try supply.blobs()
        let erasure = Erasure(documents, try supply.results(), try supply.leases(), blobs)
        aftermath = try supply.aftermath(blobs, erasure)
        self.limits = limits
    }

    private init(_ step: Sweep, _ context: InvocationContext) {
        documents = step.documents.until(context.deadline)
        aftermath = step.aftermath.until(context.deadline)
        limits = step.limits
    }

    package func handle(_ event: Schedule, context: InvocationContext) async throws(StepFailure) -> Swept {
        let swept = await Sweep(self, context).run(context)
        context.metrics.record(swept.figures, at: context.now)
        guard swept.failed == 0 || swept.looked > 0 else {
            throw .retry(Fault(.unavailable, "nothing-swept", "None of \(swept.failed) looks succeeded: see the log."))
        }
        return swept
    }

    /// All shards, one after the other, from another one each time: what one run does not reach, a later one begins
    /// with.
    private func run(_ context: InvocationContext) async -> Swept {
        var swept = Swept()
        let first = Int(truncatingIfNeeded: context.random.next() % UInt64(Shard.count))
        for shard in Shard.all[first...] + Shard.all[..<first] {
            await look(through: shard, context, &swept)
        }
        return swept
    }

    private func look(through shard: Shard, _ context: InvocationContext, _ swept: inout Swept) async {
        var seen: Set<DocumentID> = []
        // What was looked at leaves the list, except where the look failed: the next page must reach beyond that.
        while let page = await page(of: shard, seen, context, &swept) {
            var rest = page[...]
            while !rest.isEmpty {
                guard hasRoom(swept, context) else { return swept.hasMore = true }
                let some = rest.prefix(limits.atOnce)
                rest = rest.dropFirst(some.count)
                seen.formUnion(some)
                for finding in await findings(some, context) { swept.count(finding) }
            }
        }
    }

    /// Nil where there is nothing more, or no more room.
    private func page(
        of shard: Shard,
        _ seen: Set<DocumentID>,
        _ context: InvocationContext,
        _ swept: inout Swept
    ) async -> [DocumentID]? {
        guard hasRoom(swept, context) else {
            swept.hasMore = true
            return nil
        }
        do throws(PortError) {
            let limit = limits.page + seen.count
            let due = try await documents.due(before: context.now, shard: shard, limit: limit)
            let page = due.filter { !seen.contains($0) }
            return page.isEmpty ? nil : page
        } catch {
            context.log.error("a shard could not be read", ["shard": .integer(shard.number), "error": .of(error)])
            swept.count(.failed)
            return nil
        }
    }

    private func hasRoom(_ swept: Swept, _ context: InvocationContext) -> Bool {
        swept.looked + swept.failed < limits.documents && context.remaining > limits.reserve
    }

    private func findings(_ documents: ArraySlice<DocumentID>, _ context: InvocationContext) async -> [Finding] {
        await withTaskGroup(of: Finding.self) { group in
            for id in documents { group.addTask { await look(at: id, context) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func look(at id: DocumentID, _ context: InvocationContext) async -> Finding {
        do throws(PortError) {
            let (_, (finding, effects)) = try await documents.change(id, evenDeleted: true) { document in
                let state = document.state
                let effects = document.overdue(at: context.now)
                return (Finding(from: state, to: document.state, effects), effects)
            }
            try await aftermath.carryOut(effects)
            return finding
        } catch {
            // Deleted since the list was written.
            if case .unknown(.document) = error { return .fine }
            context.log.error("a document could not be looked after", ["document": .of(id), "error": .of(error)])
            return .failed
        }
    }
}

/// How much one run does.
package struct SweepLimits: Sendable {
    /// More than a day leaves behind when all goes well; what remains is for the next run.
    let documents: Int
    let page: Int
    /// Looks side by side: each waits for three or four answers.
    let atOnce: Int
    /// For ending in good order.
    let reserve: Duration

    package init(documents: Int = 20_000, page: Int = 100, atOnce: Int = 10, reserve: Duration = .seconds(5)) {
        (self.documents, self.page, self.atOnce, self.reserve) = (documents, page, atOnce, reserve)
    }
}
