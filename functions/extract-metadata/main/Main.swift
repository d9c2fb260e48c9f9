import ExtractMetadata
import Hosting
import LambdaHost
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("extract-metadata") { settings in
            try onAWS(&settings) { supply in
                QueueFront(
                    try ExtractMetadata(&supply),
                    function: "extract-metadata",
                    control: try supply.queueControl()
                )
            }
        }
    }
}
