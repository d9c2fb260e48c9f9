import Authorize
import Confirm
import Delete
import FlowKit
import HTTPServer
import Hosting
import LocalCloud
import Presign
import Query
import Rescan
import Template
import Time

/// The HTTP API of the template on loopback, with its functions over a pipeline in this process.
struct ServedAPI {
    let pipeline: Pipeline

    /// The template, of which only what belongs to the API is asked for anything.
    var stack: Stack {
        get throws {
            try World.stack(engines: ["eicar"], trusting: pipeline.environment["CATALOGUE_PUBLIC_KEY"] ?? "")
        }
    }

    /// Serves until `work` is done, which is told the API's URL.
    func serve<Value: Sendable>(_ work: @escaping @Sendable (String) async throws -> Value) async throws -> Value {
        let ground = Ground(clock: pipeline.clock, random: SeededRandom(seed: 3))
        let deployment = try await Deployment(
            of: try stack,
            on: ground,
            hosts: PipelineHosts(pipeline: pipeline),
            runsSchedules: false
        )
        return try await withEventLoop { crew in
            let server = try HTTPServer(on: crew)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await server.serve(deployment.cloud) }
                group.addTask { await deployment.run() }
                defer { group.cancelAll() }
                return try await work("http://127.0.0.1:\(server.port)")
            }
        }
    }
}

/// The functions of the API, each over the same pipeline.
private struct PipelineHosts: FunctionHosts {
    let pipeline: Pipeline

    func host(
        of function: Template.Function,
        _ configuration: FunctionConfiguration,
        log: FunctionLog,
        on ground: Ground
    ) -> any FunctionHost {
        let (pipeline, id) = (pipeline, function.id)
        return HandlerHost(configuration, environment: [:], clock: ground.clock, random: ground.random) { _ in
            try pipeline.handler(of: id)
        }
    }

    func reader(of function: Template.Function) -> any LogSink { pipeline.lines }
}

extension Pipeline {
    /// Nobody's plan is used up by a test of other things.
    private static let vast = [
        "PLAN_DOCUMENTS": "1000000", "PLAN_BYTES": "1000000000000000", "PLAN_OPEN_UPLOADS": "1000000",
    ]

    fileprivate func handler(of function: String) throws -> any Handler {
        switch function {
        case "Presign": try self.function(Self.vast) { HTTPFront(try Presign(&$0)) }
        case "Confirm": try self.function { HTTPFront(try Confirm(&$0)) }
        case "Query": try self.function { HTTPFront(try Query(&$0)) }
        case "Rescan": try self.function { HTTPFront(try Rescan(&$0)) }
        case "Delete": try self.function { HTTPFront(try Delete(&$0)) }
        case "Authorize": try self.function { DirectFront(try Authorize(&$0)) }
        default: throw NoPartOfTheAPI(function: function)
        }
    }
}

/// A function that nobody asks for anything here.
private struct NoPartOfTheAPI: Error {
    let function: String
}
