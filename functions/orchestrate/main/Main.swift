import Hosting
import LambdaHost
import Orchestrate
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("orchestrate") { settings in
            try onAWS(&settings) { supply in
                QueueFront(batch: try Orchestrate(&supply), function: "orchestrate", control: try supply.queueControl())
            }
        }
    }
}
