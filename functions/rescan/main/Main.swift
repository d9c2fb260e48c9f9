import Hosting
import LambdaHost
import Rescan
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("rescan") { settings in
            try onAWS(&settings) { supply in HTTPFront(try Rescan(&supply)) }
        }
    }
}
