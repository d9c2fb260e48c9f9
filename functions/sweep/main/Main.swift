import Hosting
import LambdaHost
import Sweep
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("sweep") { settings in
            try onAWS(&settings) { supply in DirectFront(try Sweep(&supply)) }
        }
    }
}
