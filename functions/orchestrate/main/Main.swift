import Hosting
import LambdaHost
import Orchestrate
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("orchestrate") { settings in
            try onAWS(&settings) { supply in
                try supply.queueFront(batch: try Orchestrate(&supply), of: "orchestrate")
            }
        }
    }
}
