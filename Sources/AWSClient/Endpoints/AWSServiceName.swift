/// The services that we call: what their hosts, their signatures and their settings are called.
package enum AWSServiceName: String, Sendable, CaseIterable {
    case s3, sqs, sns, dynamodb, sts, secretsmanager

    package var hostName: String { rawValue }
    package var signingName: String { rawValue }

    /// As in `AWS_ENDPOINT_URL_…`.
    package var settingName: String { self == .secretsmanager ? "SECRETS_MANAGER" : rawValue.uppercased() }
}
