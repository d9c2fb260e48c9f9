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
        "Hash": { try onAWS(&$0, $1) { try $0.queueFront(try Hash(&$0), of: "hash") } },
        "Sweep": { try onAWS(&$0, $1) { DirectFront(try Sweep(&$0)) } },
        "Uploaded": { try onAWS(&$0, $1) { try $0.queueFront(try Uploaded(&$0), of: "uploaded") } },
        "ExtractMetadata": {
            try onAWS(&$0, $1) { try $0.queueFront(try ExtractMetadata(&$0), of: "extract-metadata") }
        },
        "Orchestrate": { try onAWS(&$0, $1) { try $0.queueFront(batch: try Orchestrate(&$0), of: "orchestrate") } },
        "Scan": { try onAWS(&$0, $1) { try scheduled(try Scan(&$0, $0.scanner()), &$0) } },
        "Presign": { try onAWS(&$0, $1) { HTTPFront(try Presign(&$0)) } },
        "Query": { try onAWS(&$0, $1) { HTTPFront(try Query(&$0)) } },
        "Rescan": { try onAWS(&$0, $1) { HTTPFront(try Rescan(&$0)) } },
        "WriteResult": { try onAWS(&$0, $1) { try $0.queueFront(batch: try WriteResult(&$0), of: "write-result") } },
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

/// A scanner, whose engine is checked by a schedule.
private func scheduled(
    _ scan: Scan,
    _ supply: inout AWSSupply
) throws -> ScheduledFront<QueueFront<BatchWork<Scan>>, DirectFront<EngineCheck>> {
    ScheduledFront(try supply.queueFront(batch: scan, of: "scan"), schedule: DirectFront(scan.check))
}
