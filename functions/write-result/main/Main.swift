import Hosting
import LambdaHost
import Wiring
import WriteResult

@main enum Main {
    static func main() async {
        await Lambda.serve("write-result") { settings in
            try onAWS(&settings) { supply in
                QueueFront(
                    batch: try WriteResult(&supply),
                    function: "write-result",
                    control: try supply.queueControl()
                )
            }
        }
    }
}
