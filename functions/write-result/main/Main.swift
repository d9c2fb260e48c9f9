import Hosting
import LambdaHost
import Wiring
import WriteResult

@main enum Main {
    static func main() async {
        await Lambda.serve("write-result") { settings in
            try onAWS(&settings) { supply in
                try supply.queueFront(batch: try WriteResult(&supply), of: "write-result")
            }
        }
    }
}
