/// NIST's Cryptographic Algorithm Validation Program, ECDSA of FIPS 186-3, P-256.
enum KeyVectors {
    /// From PKV.rsp: public keys, all of them.
    static let publicKeys = Record.all(
        in: """
            Qx = e0f7449c5588f24492c338f2bc8f7865f755b958d48edb0f2d0056e50c3fd5b7
            Qy = 86d7e9255d0f4b6f44fa2cd6f8ba3c0aa828321d6d8cc430ca6284ce1d5b43a0
            Result = P (0 )

            Qx = d17c446237d9df87266ba3a91ff27f45abfdcb77bfd83536e92903efb861a9a9
            Qy = 1eabb6a349ce2cd447d777b6739c5fc066add2002d2029052c408d0701066231c
            Result = F (1 - Q_x or Q_y out of range)

            Qx = 17875397ae87369365656d490e8ce956911bd97607f2aff41b56f6f3a61989826
            Qy = 980a3c4f61b9692633fbba5ef04c9cb546dd05cdec9fa8428b8849670e2fba92
            Result = F (1 - Q_x or Q_y out of range)

            Qx = f2d1c0dc0852c3d8a2a2500a23a44813ccce1ac4e58444175b440469ffc12273
            Qy = 32bfe992831b305d8c37b9672df5d29fcb5c29b4a40534683e3ace23d24647dd
            Result = F (2 - Point not on curve)

            Qx = 10b0ca230fff7c04768f4b3d5c75fa9f6c539bea644dffbec5dc796a213061b58
            Qy = f5edf37c11052b75f771b7f9fa050e353e464221fec916684ed45b6fead38205
            Result = F (1 - Q_x or Q_y out of range)

            Qx = 2c1052f25360a15062d204a056274e93cbe8fc4c4e9b9561134ad5c15ce525da
            Qy = ced9783713a8a2a09eff366987639c625753295d9a85d0f5325e32dedbcada0b
            Result = P (0 )

            Qx = a40d077a87dae157d93dcccf3fe3aca9c6479a75aa2669509d2ef05c7de6782f
            Qy = 503d86b87d743ba20804fd7e7884aa017414a7b5b5963e0d46e3a9611419ddf3
            Result = F (2 - Point not on curve)

            Qx = 2633d398a3807b1895548adbb0ea2495ef4b930f91054891030817df87d4ac0a
            Qy = d6b2f738e3873cc8364a2d364038ce7d0798bb092e3dd77cbdae7c263ba618d2
            Result = P (0 )

            Qx = 14bf57f76c260b51ec6bbc72dbd49f02a56eaed070b774dc4bad75a54653c3d56
            Qy = 7a231a23bf8b3aa31d9600d888a0678677a30e573decd3dc56b33f365cc11236
            Result = F (1 - Q_x or Q_y out of range)

            Qx = 2fa74931ae816b426f484180e517f5050c92decfc8daf756cd91f54d51b302f1
            Qy = 5b994346137988c58c14ae2152ac2f6ad96d97decb33099bd8a0210114cd1141
            Result = P (0 )

            Qx = f8c6dd3181a76aa0e36c2790bba47041acbe7b1e473ff71eee39a824dc595ff0
            Qy = 9c965f227f281b3072b95b8daf29e88b35284f3574462e268e529bbdc50e9e52
            Result = F (2 - Point not on curve)

            Qx = 7a81a7e0b015252928d8b36e4ca37e92fdc328eb25c774b4f872693028c4be38
            Qy = 08862f7335147261e7b1c3d055f9a316e4cab7daf99cc09d1c647f5dd6e7d5bb
            Result = F (2 - Point not on curve)
            """
    )

    /// From KeyPair.rsp.
    static let pairs = Record.all(
        in: """
            d = c9806898a0334916c860748880a541f093b579a9b1f32934d86c363c39800357
            Qx = d0720dc691aa80096ba32fed1cb97c2b620690d06de0317b8618d5ce65eb728f
            Qy = 9681b517b1cda17d0d83d335d9c4a8a9a9b0b1b3c7106d8f3c72bc5093dc275f

            d = 710735c8388f48c684a97bd66751cc5f5a122d6b9a96a2dbe73662f78217446d
            Qx = f6836a8add91cb182d8d258dda6680690eb724a66dc3bb60d2322565c39e4ab9
            Qy = 1f837aa32864870cb8e8d0ac2ff31f824e7beddc4bb7ad72c173ad974b289dc2

            d = 78d5d8b7b3e2c16b3e37e7e63becd8ceff61e2ce618757f514620ada8a11f6e4
            Qx = 76711126cbb2af4f6a5fe5665dad4c88d27b6cb018879e03e54f779f203a854e
            Qy = a26df39960ab5248fd3620fd018398e788bd89a3cea509b352452b69811e6856

            d = 2a61a0703860585fe17420c244e1de5a6ac8c25146b208ef88ad51ae34c8cb8c
            Qx = e1aa7196ceeac088aaddeeba037abb18f67e1b55c0a5c4e71ec70ad666fcddc8
            Qy = d7d35bdce6dedc5de98a7ecb27a9cd066a08f586a733b59f5a2cdb54f971d5c8

            d = 01b965b45ff386f28c121c077f1d7b2710acc6b0cb58d8662d549391dcf5a883
            Qx = 1f038c5422e88eec9e88b815e8f6b3e50852333fc423134348fc7d79ef8e8a10
            Qy = 43a047cb20e94b4ffb361ef68952b004c0700b2962e0c0635a70269bc789b849
            """
    )
}
