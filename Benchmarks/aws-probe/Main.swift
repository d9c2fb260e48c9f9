import AWSClient
import HTTP
import Hosting
import LambdaHost

@main enum Main {
    static func main() async {
        await Lambda.serve("aws-probe") { settings in
            DirectFront(
                AWSProbe(
                    trusting: try CertificateAuthorities(setting: settings.optional),
                    settings: AWSSettings(Lambda.environment)
                )
            )
        }
    }
}
