import Files
import Template
import Testing

/// The stack of a template that a test writes down.
func stack(_ text: String, settings: TemplateSettings = TemplateSettings()) throws -> Stack {
    try Stack(reading: Array(text.utf8), settings: settings)
}

/// A template of Tests/templates.
enum Sample {
    static let folder = #filePath.split(separator: "/").dropLast(2).reduce(into: "") { $0 += "/" + $1 } + "/templates"

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    static func bytes(_ name: String) throws -> [UInt8] {
        try #require(try SystemFiles().read(path(name)))
    }

    static func stack(_ name: String, settings: TemplateSettings = TemplateSettings()) throws -> Stack {
        try Stack(reading: bytes(name), settings: settings)
    }
}

/// The value of one output, made by the functions under test out of a template that has nothing else.
func output(_ value: String, above: String = "", settings: TemplateSettings = TemplateSettings()) throws -> Value {
    let template = """
        Transform: AWS::LanguageExtensions
        \(above.isEmpty ? "Resources: {Queue: {Type: AWS::SQS::Queue}}" : above)
        Outputs:
          It:
            Value: \(value)
        """
    return try #require(try stack(template, settings: settings).outputs.first).value
}
