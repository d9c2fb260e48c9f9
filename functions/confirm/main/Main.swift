import Confirm
import Hosting
import LambdaHost
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("confirm") { settings in
            try onAWS(&settings) { supply in HTTPFront(try Confirm(&supply)) }
        }
    }
}
