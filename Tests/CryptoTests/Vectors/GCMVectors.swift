/// NIST's Cryptographic Algorithm Validation Program, GCM test vectors: keys of 256 bits, nonces of 96, tags of 128.
enum GCMVectors {
    /// From gcmEncryptExtIV256.rsp.
    static let encrypt = Record.all(
        in: """
            Key = b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4
            IV = 516c33929df5a3284ff463d7
            PT =
            AAD =
            CT =
            Tag = bdc1ac884d332457a1d2664f168c76f0

            Key = 5fe0861cdc2690ce69b3658c7f26f8458eec1c9243c5ba0845305d897e96ca0f
            IV = 770ac1a5a3d476d5d96944a1
            PT =
            AAD =
            CT =
            Tag = 196d691e1047093ca4b3d2ef4baba216

            Key = f4069bb739d07d0cafdcbc609ca01597f985c43db63bbaaa0debbb04d384e49c
            IV = d25ff30fdc3d464fe173e805
            PT =
            AAD = 3e1449c4837f0892f9d55127c75c4b25d69be334baf5f19394d2d8bb460cbf2120e14736d0f634aa792feca20e455f11
            CT =
            Tag = 805ec2931c2181e5bfb74fa0a975f0cf

            Key = 62189dcc4beb97462d6c0927d8a270d39a1b07d72d0ad28840badd4f68cf9c8b
            IV = 859fda5247c888823a4b8032
            PT =
            AAD = b28d1621ee110f4c9d709fad764bba2dd6d291bc003748faac6d901937120d41c1b7ce67633763e99e05c71363fceca8
            CT =
            Tag = 27330907d0002880bbb4c1a1d23c0be2

            Key = dad89d9be9bba138cdcf8752c45b579d7e27c3dbb40f53e771dd8cfd500aa2d5
            IV = cfb2aec82cfa6c7d89ee72ff
            PT = b526ba1050177d05b0f72f8d67
            AAD = 6e43784a91851a77667a02198e28dc32
            CT = 8b29e66e924ecae84f6d8f7d68
            Tag = 1e365805c8f28b2ed8a5cadfd9079158

            Key = 0d35d3dbd99cd5e088caf686b1cead9defe0c6001463e92e6d9fcdc2b0dcbaf6
            IV = f9139eb9368d69ac48479d1f
            PT = 5e2103eb3e739298c9f5c6ba0e
            AAD = 825cc713bb41c789c1ace0f2d0dd3377
            CT = 8ff3870eec0176d9f0c6c1b1a2
            Tag = 344234475538dc78c01f249f673e0862

            Key = 31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22
            IV = 0d18e06c7c725ac9e362e1ce
            PT = 2db5168e932556f8089a0622981d017d
            AAD =
            CT = fa4362189661d163fcd6a56d8bf0405a
            Tag = d636ac1bbedd5cc3ee727dc2ab4a9489

            Key = 460fc864972261c2560e1eb88761ff1c992b982497bd2ac36c04071cbb8e5d99
            IV = 8a4a16b9e210eb68bcb6f58d
            PT = 99e4e926ffe927f691893fb79a96b067
            AAD =
            CT = 133fc15751621b5f325c7ff71ce08324
            Tag = ec4e87e0cf74a13618d0b68636ba9fa7

            Key = 5853c020946b35f2c58ec427152b840420c40029636adcbb027471378cfdde0f
            IV = eec313dd07cc1b3e6b068a47
            PT = ce7458e56aef9061cb0c42ec2315565e6168f5a6249ffd31610b6d17ab64935e
            AAD = 1389b522c24a774181700553f0246bbabdd38d6f
            CT = eadc3b8766a77ded1a58cb727eca2a9790496c298654cda78febf0da16b6903b
            Tag = 3d49a5b32fde7eafcce90079217ffb57

            Key = 5019ac0617fea10517a2a2714e6cd369c681be340c2a24611306edcd9d5c3928
            IV = fd1fa6b5cab9aa8d56418abb
            PT = 4349221f6647a906a47e64b5a7a1deb2f7caf5c3fef16f0b968d625bca363dca
            AAD = 953bcbd731a139c5de3a2b75e9ffa4f48018266a
            CT = dbce650508dab5f499767651ee734692f7b157341977692d2ca879799e8f54aa
            Tag = 20239e97e2db4985f07e271ba545bbbf

            Key = 148579a3cbca86d5520d66c0ec71ca5f7e41ba78e56dc6eebd566fed547fe691
            IV = b08a5ea1927499c6ecbfd4e0
            PT = 9d0b15fdf1bd595f91f8b3abc0f7dec927dfd4799935a1795d9ce00c9b879434420fe42c275a7cd7b39d638fb81ca52b49d\
            c41
            AAD = e4f963f015ffbb99ee3349bbaf7e8e8e6c2a71c230a48f9d59860a29091d2747e01a5ca572347e247d25f56ba7ae8e05cd\
            e2be3c97931292c02370208ecd097ef692687fecf2f419d3200162a6480a57dad408a0dfeb492e2c5d
            CT = 2097e372950a5e9383c675e89eea1c314f999159f5611344b298cda45e62843716f215f82ee663919c64002a5c198d7878f\
            d3f
            Tag = adbecdb0d5c2224d804d2886ff9a5760

            Key = e49af19182faef0ebeeba9f2d3be044e77b1212358366e4ef59e008aebcd9788
            IV = e7f37d79a6a487a5a703edbb
            PT = 461cd0caf7427a3d44408d825ed719237272ecd503b9094d1f62c97d63ed83a0b50bdc804ffdd7991da7a5b6dcf48d4bcd2\
            cbc
            AAD = 19a9a1cfc647346781bef51ed9070d05f99a0e0192a223c5cd2522dbdf97d9739dd39fb178ade3339e68774b058aa03e9a\
            20a9a205bc05f32381df4d63396ef691fefd5a71b49a2ad82d5ea428778ca47ee1398792762413cff4
            CT = 32ca3588e3e56eb4c8301b009d8b84b8a900b2b88ca3c21944205e9dd7311757b51394ae90d8bb3807b471677614f4198af\
            909
            Tag = 3e403d035c71d88f1be1a256c89ba6ad
            """
    )

    /// From gcmDecrypt256.rsp; `FAIL` marks a tag that is wrong.
    static let decrypt = Record.all(
        in: """
            Key = f5a2b27c74355872eb3ef6c5feafaa740e6ae990d9d48c3bd9bb8235e589f010
            IV = 58d2240f580a31c1d24948e9
            CT =
            AAD =
            Tag = 15e051a5e4a5f5da6cea92e2ebee5bac
            PT =

            Key = e5a8123f2e2e007d4e379ba114a2fb66e6613f57c72d4e4f024964053028a831
            IV = 51e43385bf533e168427e1ad
            CT =
            AAD =
            Tag = 38fe845c66e66bdd884c2aecafd280e6
            FAIL =

            Key = 6dfdafd6703c285c01f14fd10a6012862b2af950d4733abb403b2e745b26945d
            IV = 3749d0b3d5bacb71be06ade6
            CT =
            AAD = c0d249871992e70302ae008193d1e89f
            Tag = 4aa4cc69f84ee6ac16d9bfb4e05de500
            PT =

            Key = 2c392a5eb1a9c705371beda3a901c7c61dca4d93b4291de1dd0dd15ec11ffc45
            IV = 0723fb84a08f4ea09841f32a
            CT =
            AAD = 140be561b6171eab942c486a94d33d43
            Tag = aa0e1c9b57975bfc91aa137231977d2c
            FAIL =

            Key = 4c8ebfe1444ec1b2d503c6986659af2c94fafe945f72c1e8486a5acfedb8a0f8
            IV = 473360e0ad24889959858995
            CT = d2c78110ac7e8f107c0df0570bd7c90c
            AAD =
            Tag = c26a379b6d98ef2852ead8ce83a833a7
            PT = 7789b41cb3ee548814ca0b388c10b343

            Key = c997768e2d14e3d38259667a6649079de77beb4543589771e5068e6cd7cd0b14
            IV = 835090aed9552dbdd45277e2
            CT = 9f6607d68e22ccf21928db0986be126e
            AAD =
            Tag = f32617f67c574fd9f44ef76ff880ab9f
            FAIL =

            Key = 54e352ea1d84bfe64a1011096111fbe7668ad2203d902a01458c3bbd85bfce14
            IV = df7c3bca00396d0c018495d9
            CT = 426e0efc693b7be1f3018db7ddbb7e4d
            AAD = 7e968d71b50c1f11fd001f3fef49d045
            Tag = ee8257795be6a1164d7e1d2d6cac77a7
            PT = 85fc3dfad9b5a8d3258e4fc44571bd3b

            Key = 9a0343f850a6427120f764789ffec6d237447b898fbf51d2182f065d3861497d
            IV = 3deef6f453dd70d92143adcd
            CT = e93165935ac18e3a2845d15fe31a9286
            AAD = dbb8226a624520863db6897017b2a4f8
            Tag = f5fc50d18766bc3d9e16dd136d45816b
            FAIL =

            Key = 2a765ceac97265c15209eea90bea85cd9586b972160502ff592a306dc017e6b9
            IV = 62c545d9d4e3c7acb66b4bf1
            CT = ae0594a7b66d3a958e4e6212d3288f91
            AAD = 7d12474e23dc233bc6312d4d5b2deee4
            Tag = ec9aa846d185cc0f43d392240cd6e2c4
            FAIL =

            Key = 6b879203e1a23c90bc4b92e4ee42001f8466b0a168a3b09df9b644182d8242ab
            IV = 3e05199e1d56ca0b120694c8
            CT = ef4cd1b06520043c369f832448
            AAD = b21100419dc0a8ea58ef372e5f07e841b2ee5568
            Tag = 0ac846204a3a5299cef82d7a9b1748a8
            PT = d167388250a59485b3dde40200

            Key = de1bb0d8acd23457c593c490e45858698d9acb887cf12c4a2931ea14a010a985
            IV = a787cb34d6f88921f036b833
            CT = ca0e93b01a47910918c18f1d7a
            AAD = 6ffa289ec67aa3c1f8b4068af8d9acadc434cfc2
            Tag = ef745fdf7d78d283b39a4597ca82f8cb
            FAIL =

            Key = 5f72046245d3f4a0877e50a86554bfd57d1c5e073d1ed3b5451f6d0fc2a8507a
            IV = ea6f5b391e44b751b26bce6f
            CT = 0e6e0b2114c40769c15958d965a14dcf50b680e0185a4409d77d894ca15b1e698dd83b3536b18c05d8cd0873d1edce8150e\
            cb5
            AAD = 9b3a68c941d42744673fb60fea49075eae77322e7e70e34502c115b6495ebfc796d6290807653c6b53cd84281bd0311656\
            d0013f44619d2748177e99e8f8347c989a7b59f9d8dcf00f31db0684a4a83e037e8777bae55f799b0d
            Tag = fdaaff86ceb937502cd9012d03585800
            PT = b0a881b751cc1eb0c912a4cf9bd971983707dbd2411725664503455c55db25cdb19bc669c2654a3a8011de6bf7eff3f9f07\
            834

            Key = e36aca93414b13f5313e76a7244588ee116551d1f34c32859166f2eb0ac1a9b7
            IV = e9e701b1ccef6bddd03391d8
            CT = 5b059ac6733b6de0e8cf5b88b7301c02c993426f71bb12abf692e9deeacfac1ff1644c87d4df130028f515f0feda636309a\
            24d
            AAD = 6a08fe6e55a08f283cec4c4b37676e770f402af6102f548ad473ec6236da764f7076ffd41bbd9611b439362d899682b7b0\
            f839fc5a68d9df54afd1e2b3c4e7d072454ee27111d52193d28b9c4f925d2a8b451675af39191a2cba
            Tag = 43c7c9c93cc265fc8e192000e0417b5b
            FAIL =
            """
    )
}
