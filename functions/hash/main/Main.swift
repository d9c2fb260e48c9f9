import Hash
import Hosting
import LambdaHost
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("hash") { settings in
            try onAWS(&settings) { supply in try supply.queueFront(try Hash(&supply), of: "hash") }
        }
    }
}
