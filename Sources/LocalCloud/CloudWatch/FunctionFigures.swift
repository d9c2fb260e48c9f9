package import Time

/// Who counts what functions do.
package protocol FunctionMeter: Sendable {
    /// An event is over; `concurrent` ran when it began, itself included.
    func record(_ run: FunctionRun, of function: String, concurrent: Int)

    /// An event was turned away, because too many run already.
    func recordThrottling(of function: String)
}

/// Lambda's own metrics, in the namespace `AWS/Lambda`: by function, and of all together.
package struct FunctionFigures: FunctionMeter {
    private let store: MetricStore
    private let clock: any WallClock

    package init(_ store: MetricStore, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    package func record(_ run: FunctionRun, of function: String, concurrent: Int) {
        let milliseconds =
            Double(run.duration.components.seconds) * 1_000
            + Double(run.duration.components.attoseconds) / 1e15
        add(
            [
                ("Invocations", 1, "Count"), ("Errors", run.outcome.isSuccess ? 0 : 1, "Count"),
                ("Throttles", 0, "Count"), ("Duration", milliseconds, "Milliseconds"),
                ("ConcurrentExecutions", Double(concurrent), "Count"),
            ],
            of: function
        )
    }

    package func recordThrottling(of function: String) {
        add([("Throttles", 1, "Count")], of: function)
    }

    private func add(_ figures: [(name: String, value: Double, unit: String)], of function: String) {
        let minute = clock.now.minute
        let sets = [[], [MetricName.Dimension(name: "FunctionName", value: function)]]
        store.add(
            figures.flatMap { name, value, unit in
                sets.map { dimensions in
                    let metric = MetricName("AWS/Lambda", name, dimensions: dimensions)
                    return MetricDatum(metric: metric, unit: unit, minute: minute, figures: Figures(value))
                }
            }
        )
    }
}
