import AWSClient
import Hosting

/// The functions that this runner has linked in, by the logical ids of the template: they run in this process.
///
/// Each step that the repository has is one line of `linked`; any other function runs as a program of its own.
struct FunctionTable: Sendable {
    typealias Make = @Sendable (inout Settings, Outside) throws -> any Handler

    static let linked = FunctionTable([:])

    private let makers: [String: Make]

    init(_ makers: [String: Make]) {
        self.makers = makers
    }

    subscript(_ logicalID: String) -> Make? { makers[logicalID] }
}
