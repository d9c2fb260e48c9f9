import AWSClient
import Engines
import HTTP
import Hosting
import JSON
package import Ports
package import Wiring

/// The engine is no port that any step may ask for: whoever links the engines has them in its zip.
extension AWSSupply {
    /// The engine that this deployment of a scanner is for, as the environment says.
    package mutating func scanner() -> any Scanner {
        let row = settings.optional("ENGINE_ROW", as: "a row of an engine: see docs/engines.md") {
            AnswerRow(setting: $0)
        }
        // A URL that is none is a fault of the settings, by which the start fails.
        let place = settings.optional("ENGINE_URL", as: "a URL of http or https") { AWSEndpoint.parse($0) }
        guard let (origin, path) = place else { return EICARScanner() }
        return HTTPScanner(outside.transport, at: origin, path: path, row ?? .analysis)
    }
}

extension AnswerRow {
    /// Nil for a text that is no row.
    fileprivate init?(setting text: String) {
        do throws(JSONError) {
            self = try JSONCodec.decode(AnswerRow.self, from: Array(text.utf8))
        } catch {
            return nil
        }
    }
}
