import Hosting
import Template

/// What the template's things are called, by what tests call them.
struct PipelineNames: Sendable {
    let stack: Stack

    /// Read once: its tests make hundreds of pipelines.
    static let ofTemplate = Result { PipelineNames(stack: try World.stack(engines: ["eicar"], trusting: "04")) }

    /// `documents` is the bucket with the logical id DocumentsBucket.
    func bucket(_ name: String) -> String {
        stack.buckets.first { $0.id == "\(TemplateText.logicalID(name))Bucket" }?.name ?? name
    }

    /// `orchestrator` is OrchestratorQueue, and what it gives up is in `orchestrator-dead`.
    func queue(_ name: String) -> String {
        let isGrave = name.hasSuffix("-dead")
        let id = TemplateText.logicalID(isGrave ? String(name.dropLast("-dead".count)) : name)
        return stack.queues.first { $0.id == id + (isGrave ? "DeadLetters" : "Queue") }?.name ?? name
    }

    /// What the functions are told, all of it together.
    var environment: [String: String] {
        stack.functions.reduce(into: [:]) { all, function in all.merge(function.environment) { first, _ in first } }
    }
}
