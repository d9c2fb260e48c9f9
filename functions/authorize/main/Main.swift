import Authorize
import Hosting
import LambdaHost
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("authorize") { settings in
            try onAWS(&settings) { supply in DirectFront(try Authorize(&supply)) }
        }
    }
}
