/// What a template is resolved for: the place where its stack lives, and the values given to it.
package struct TemplateSettings: Sendable {
    package var account = "000000000000"
    package var region = "us-east-1"
    package var partition = "aws"
    package var stackName = "assay"
    /// Where the cloud answers; queue URLs and API endpoints begin with it.
    package var endpoint = "http://127.0.0.1:4566"
    /// In place of the parameters' defaults.
    package var parameters: [String: String] = [:]
    /// What the parameters of SSM types stand for, by the names in Systems Manager.
    package var systemParameters: [String: String] = [:]
    /// Exports of other stacks.
    package var imports: [String: String] = [:]

    package init() {}
}
