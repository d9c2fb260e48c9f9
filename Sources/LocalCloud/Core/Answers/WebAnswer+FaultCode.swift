import AWSClient
import HTTP
import JSON

extension WebAnswer {
    /// The code that a refusal has, wherever its service writes it; nil where there is none to be read.
    var faultCode: String? {
        if let type = headers["x-amzn-ErrorType"] { return type }
        guard case .bytes(let bytes) = body else { return nil }
        do {
            let value = try JSONValue(parsing: bytes)
            return value["__type"]?.string?.split(separator: "#").last.map(String.init)
        } catch {
            return Self.code(inXML: bytes)
        }
    }

    private static func code(inXML bytes: [UInt8]) -> String? {
        do {
            let root = try XMLReader.read(bytes)
            return root.text(at: "Code") ?? root["Error"]?.text(at: "Code")
                ?? root["Errors"]?["Error"]?.text(at: "Code")
        } catch {
            return nil
        }
    }
}
