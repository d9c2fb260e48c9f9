import Hosting
import LambdaHost
import Presign
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("presign") { settings in
            try onAWS(&settings) { supply in HTTPFront(try Presign(&supply)) }
        }
    }
}
