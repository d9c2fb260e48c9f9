import Hosting
import LambdaHost
import Query
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("query") { settings in
            try onAWS(&settings) { supply in HTTPFront(try Query(&supply)) }
        }
    }
}
