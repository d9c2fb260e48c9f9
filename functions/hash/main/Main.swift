import Hash
import Hosting
import LambdaHost
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("hash") { settings in
            try onAWS(&settings) { supply in
                QueueFront(try Hash(&supply), function: "hash", control: try supply.queueControl())
            }
        }
    }
}
