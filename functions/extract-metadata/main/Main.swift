import ExtractMetadata
import Hosting
import LambdaHost
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("extract-metadata") { settings in
            try onAWS(&settings) { supply in
                try supply.queueFront(try ExtractMetadata(&supply), of: "extract-metadata")
            }
        }
    }
}
