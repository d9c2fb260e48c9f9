package import AWSClient
import Authorize
import Confirm
import Delete
import EngineWiring
import ExtractMetadata
import Hash
package import Hosting
import Orchestrate
import Presign
import Query
import Rescan
import Scan
import Sweep
import Uploaded
import Wiring
import WriteResult

/// Functions that run in their host's own process, by the logical ids of the template.
///
/// Each step that the repository has is one line of `linked`; any other function runs as a program of its own.
package struct FunctionTable: Sendable {
    package typealias Make = @Sendable (inout Settings, Outside) throws -> any Handler

    package static let linked = FunctionTable([
        "Authorize": { try onAWS(&$0, $1) { DirectFront(try Authorize(&$0)) } },
        "Confirm": { try onAWS(&$0, $1) { HTTPFront(try Confirm(&$0)) } },
        "Delete": { try onAWS(&$0, $1) { HTTPFront(try Delete(&$0)) } },
        "Hash": { try onAWS(&$0, $1) { try queue("hash", try Hash(&$0), &$0) } },
        "Sweep": { try onAWS(&$0, $1) { DirectFront(try Sweep(&$0)) } },
        "Uploaded": { try onAWS(&$0, $1) { try queue("uploaded", try Uploaded(&$0), &$0) } },
        "ExtractMetadata": { try onAWS(&$0, $1) { try queue("extract-metadata", try ExtractMetadata(&$0), &$0) } },
        "Orchestrate": { try onAWS(&$0, $1) { try batches("orchestrate", try Orchestrate(&$0), &$0) } },
        "Scan": { try onAWS(&$0, $1) { try scheduled(try Scan(&$0, $0.scanner()), &$0) } },
        "Presign": { try onAWS(&$0, $1) { HTTPFront(try Presign(&$0)) } },
        "Query": { try onAWS(&$0, $1) { HTTPFront(try Query(&$0)) } },
        "Rescan": { try onAWS(&$0, $1) { HTTPFront(try Rescan(&$0)) } },
        "WriteResult": { try onAWS(&$0, $1) { try batches("write-result", try WriteResult(&$0), &$0) } },
    ])

    private let makers: [String: Make]

    package init(_ makers: [String: Make]) {
        self.makers = makers
    }

    /// `ScanSomeVendor` is `Scan`, where nothing is named just so.
    package subscript(_ logicalID: String) -> Make? {
        var name = logicalID
        while true {
            if let make = makers[name] { return make }
            guard let last = name.lastIndex(where: \.isUppercase), last > name.startIndex else { return nil }
            name = String(name[..<last])
        }
    }
}

/// A step that takes the messages of a queue one by one.
private func queue<S: Step>(_ name: String, _ step: S, _ supply: inout AWSSupply) throws -> QueueFront<SingleWork<S>> {
    QueueFront(step, function: name, control: try supply.queueControl())
}

/// A step that takes the messages of a queue together.
private func batches<S: BatchStep>(
    _ name: String,
    _ step: S,
    _ supply: inout AWSSupply
) throws -> QueueFront<BatchWork<S>> {
    QueueFront(batch: step, function: name, control: try supply.queueControl())
}

/// A scanner, whose engine is checked by a schedule.
private func scheduled(
    _ scan: Scan,
    _ supply: inout AWSSupply
) throws -> ScheduledFront<QueueFront<BatchWork<Scan>>, DirectFront<EngineCheck>> {
    ScheduledFront(try batches("scan", scan, &supply), schedule: DirectFront(scan.check))
}
