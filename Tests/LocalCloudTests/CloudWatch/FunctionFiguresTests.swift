import Hosting
import TestKit
import Testing
import Time

@testable import LocalCloud

struct FunctionFiguresTests {
    private func sum(_ store: MetricStore, _ name: String, of function: String? = nil) -> Double? {
        let dimensions = function.map { [MetricName.Dimension(name: "FunctionName", value: $0)] } ?? []
        let units = store.units(of: MetricName("AWS/Lambda", name, dimensions: dimensions))
        return units.first?.minutes.values.map(\.sum).reduce(0, +)
    }

    @Test func `Lambda counts what its functions do`() async throws {
        let store = MetricStore()
        let clock = ManualClock(now: Neighbourhood.start)
        let handler = Scripted { event, _ throws(StepFailure) in
            if event.bytes == Array("1".utf8) { throw .reject(Fault(.broken, "no-luck", "It did not work.")) }
            return .bytes(event.bytes)
        }
        var none = FunctionConfiguration(name: "none")
        none.reservedConcurrency = 0
        let workshop = try Workshop(
            [FunctionConfiguration(name: "f"), none],
            meter: FunctionFigures(store, clock: clock),
            handler: handler
        )
        for body in ["1", "2", "3"] { _ = try await workshop.invoke("f", body) }
        #expect(try await workshop.invoke("none").status == 429)
        #expect(sum(store, "Invocations", of: "f") == 3 && sum(store, "Errors", of: "f") == 1)
        #expect(sum(store, "Throttles", of: "f") == 0 && sum(store, "Throttles", of: "none") == 1)
        #expect(sum(store, "Throttles") == 1 && sum(store, "Invocations") == 3)
        #expect(sum(store, "ConcurrentExecutions", of: "f") == 3 && sum(store, "Duration", of: "f") != nil)
        #expect(sum(store, "Invocations", of: "none") == nil)
    }
}
