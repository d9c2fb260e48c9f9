import Hosting
import LambdaHost
import Uploaded
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("uploaded") { settings in
            try onAWS(&settings) { supply in try supply.queueFront(try Uploaded(&supply), of: "uploaded") }
        }
    }
}
