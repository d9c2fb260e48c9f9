import Delete
import Hosting
import LambdaHost
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("delete") { settings in
            try onAWS(&settings) { supply in HTTPFront(try Delete(&supply)) }
        }
    }
}
