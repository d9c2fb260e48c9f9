package import Hosting
package import Template

/// Finds what runs the functions of a template.
package protocol FunctionHosts: Sendable {
    /// A host for each function: where there is no code for one, a host that says so to every event.
    func host(
        of function: Template.Function,
        _ configuration: FunctionConfiguration,
        log: FunctionLog,
        on ground: Ground
    ) -> any FunctionHost

    /// Who reads along as the function writes.
    func reader(of function: Template.Function) -> any LogSink
}

/// Where no functions are run at all.
package struct NoHosts: FunctionHosts {
    package init() {}

    package func host(
        of function: Template.Function,
        _ configuration: FunctionConfiguration,
        log: FunctionLog,
        on ground: Ground
    ) -> any FunctionHost {
        MissingHost(reason: "\(function.id) is not run here")
    }

    package func reader(of function: Template.Function) -> any LogSink { NoReader() }
}

/// Says of every event why it cannot be run.
package struct MissingHost: FunctionHost {
    private let reason: String

    package init(reason: String) {
        self.reason = reason
    }

    package func run(_ event: FunctionEvent) async -> FunctionRun {
        FunctionRun(.noProgram(reason: reason), duration: .zero)
    }

    package func endIdle(_ rest: Duration) async {}
    package func shutDown() async {}
}
