/// NIST's Cryptographic Algorithm Validation Program, CAVS 11.0, key agreement schemes of SP 800-56A.
enum ECDHVectors {
    /// From KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init.fax, P-256.
    static let agreements = Record.all(
        in: """
            QsCAVSx = 202cb5a224e6c2a84e624094486edf04116c8d68ec1f4a0e0ed9ee090e1a900b
            QsCAVSy = cacf3a5789bb33954be600425d62d9eae5371f90f88167258814213e4a4f4b1a
            dsIUT = 72cc52808f294b64b6f7233c3d2f5d96cc1d29287320e39e1c151deef0bc14eb
            QsIUTx = 49a768c9a4ca56e374f685dd76a461b1016c59dcded2c8d8cbd9f23ca453831f
            QsIUTy = b1e3bb9b5f12a3b5ae788535d4554bd8c46e0e6130075e4e437d3854cf8f1c34
            Z = c0147c3c2691b450b5edc08b51aea224d9f4359ff67aab6da3146f396dbceaea
            Result = F (2 - CAVS's Static public key Y fails PKV 5.6.2.5)

            QsCAVSx = 2a76d1b52ecc5683fba272bdeff3895878f04c467be1e658be52d6e05bbacb0c
            QsCAVSy = 03b382191e99deaf8c5d0087cc6238bf54dbf54fe9a9eb1102804e5b87e67186
            dsIUT = fecbeddcbb8c104ba194c31d539a94a193f9f9fad48bc618023a1f2bfee058ea
            QsIUTx = e3d1cdf63a63c198c99c7a213cd0998f4ea04f93a69ab13df9f6d4421a94b885
            QsIUTy = 1a5024e3b38c86cd79d9e030c46b1e65f55f996850111d8da3d0647752ba9d9a
            Z = 12fca317adca9ddc36d76cba05e52888d14938b7f848754fc6ee2047e0422412
            Result = F (1 - CAVS's Static public key X fails PKV 5.6.2.5)

            QsCAVSx = 5a3955c54a49645ed818f3774ea10971a1db88c370d8966c5a6e88234ed5d820
            QsCAVSy = 03b13f0dad73f64532f42b8b2fa6d1450d9ab24896e95c24674298f2da07ccda
            dsIUT = 8087ab163864bfa81001c72f736b6d94e7612559ac4c847d06ba2171840684d6
            QsIUTx = e8b020e8c3cc25d3e5e83e76077f3d5ccdabd7ad76121b724a171414e73f793c
            QsIUTy = 98dfb6863fbdbc1d2083f6c41e502645ae9b7a0fdb38904f7483ef883bc2a57b
            Z = 0cb890a0dcc277c3dde0f91b4322a32e6365d7ec85316185d3286b4977849410
            Result = P (0 - Correct)

            QsCAVSx = 46d289cc2e2397df7601cf01c57d7d0bc08e871ae7edc2be3f7b7f570e0aecd8
            QsCAVSy = 0c7464d70380f6872c0047b6e4aa92a3ca7538f3b8c43d5400d08d925bc3083a
            dsIUT = 8b3674befaac58a1c59eefdb4368f93fcce7e0884a0bf9beb476871d94b6c001
            QsIUTx = 1d9d40178f94eba2b49bfaf246638828db84d7116048d9bc5db40cbcf31035ab
            QsIUTy = e07c8a6afda34918f41ea24e6d6130621afa69308dea23ae1ae7db00baad94c3
            Z = 81245eeac2716a8b5328dc9a8b1475d25e1e0436df158e26ab4d6610ee01bdac
            Result = F (8 - Z changed )

            QsCAVSx = acbcb31f5f6798a00f28aa4a634873744768db612925336efca98122a76d1b5e
            QsCAVSy = 7dcefeb3ccb530029a8b62e5a7f00c42fc7ebeac8f469c289ea77b6186d661f0
            dsIUT = 64e23f7a2d279930f1de66b4bc147786b168d059f581268c24f6650362246e63
            QsIUTx = ba393b401354aa9552c4289b7a55288d97590429a4003913a243081bacf88acf
            QsIUTy = d089687aa5442684d71b805ea2b36f6c1c783833346dfdd8208768ed2a7e767d
            Z = f70e4fc9ba68aafe07be1767620e64dd5e5bb7ab279f0657465cddeb69e36fa9
            Result = P (0 - Correct)

            QsCAVSx = 758b2f0e79a3d0a94f521ae31dcff50fabd394bb4bbec8fa37d1566f463444e7
            QsCAVSy = b981e686e53e9e9dc2e3f263e810c89b4c271e62392f59ed45ed30ac3a5bfd33
            dsIUT = 8171000763de347d0eb650dd6fddac2ad48ec122c162d66c3df257aea13192fb
            QsIUTx = c22ac2ee50e771a93b2b6a42c5e9b76b45a56e0d0011e34aa790283ede61f3d9
            QsIUTy = 0ef754edae5e79c518f1056aa5179cbb6a3a4b7c9654b5048f4259bd2597e57d
            Z = 5cbea453310285b22f128178bd09b906fde9e660b5a17a7cec809a5a9a1e9287
            Result = P (0 - Correct)

            QsCAVSx = 393ededcf88e16f61483dbe03acc387183f054a3e5d3776105422b64679113c9
            QsCAVSy = fd1d321c86d75fa55dbc99f2a4c7bf9dc4bf008d9be1bc4ebb0c65df2cf004d8
            dsIUT = 328d0572dbf01a10eb6a379d024a18d95534b14d9926d6a5778712192681bb97
            QsIUTx = 0c9c67f3227862fe9381ba4f352e4df02d06a61c1799ba3f3bb2b5c3c2da280c
            QsIUTy = 5b35f5ccb27375edd13232c97f324a49db90ff71c45f196e8f5d882371017ea7
            Z = 2ca77b7d0123824fda16bfb36227153835316e1f077683acde362fce5286c68a
            Result = F (6 - IUT's Static public key Y fails PKV 5.6.2.5)

            QsCAVSx = 0bfc3fcea237936f24d6d65b968474522b9c4eb24a265b2dfa261d44cacd4831
            QsCAVSy = bb612adccba051c5ab1b6972e9d2e1e651e7016462b5ff75cb90026185024db5
            dsIUT = 5d81fbc91b4438ed44dff0eedf26f41af06c1a6c1c503930f0a43091273f46d7
            QsIUTx = 856dcf56e292b78c8cf06fb8b029d941b695611c268d8002b6f9f54e72db67de
            QsIUTy = b3110624d6441abe57c7ff3220a4d3e11681dd79f654b474645706ca2500a663
            Z = b04774b748ce404f3a8017481174e396e32d757b26277a857d2991d9fa9f4a1e
            Result = P (0 - Correct)

            QsCAVSx = e89e6655a2d61f9dedc753f42dc62b7becba322f0ce947d24b1fa2061fdff031
            QsCAVSy = 9c22f5da0d95d3f96e70f8a14fa7d741ba783a35283d23b4d42ca26d9a7fd09b
            dsIUT = 7115e9c19edaa711bf44f305daad2eb93d050dfb8955179731925d9b10a541fe
            QsIUTx = 2f1fbeea156cc237f47cb9895a7471240c963a4ddbf73bbab26c67e3753d2f84
            QsIUTy = 372ec7bffb1f546f6c7808e95c540bb9d1f99a826aba297f5f899eebc47fd128
            Z = dc68083341b8515c2c890f31ee3cf76d5242550db9a7e9b59a9f5858a330ddb4
            Result = P (0 - Correct)

            QsCAVSx = 09e3488b12826768f9d469396ad1f456c7ea9f43a862f7610a690c977c1b05dd
            QsCAVSy = 12cde84085e5836651de86b330cd99c598665b6cf0a73a19a921df0478c63cb0
            dsIUT = 4000b20cb99913be66e706b40f98b5ac719e1273bee4488dc4ffdd63ba995c0e
            QsIUTx = 7a8359c7ea96c15ea6ee994779a81eb4ae741b94317b893e1810d9e43776266a
            QsIUTy = 0a52c8510fad83b5eaecee0b5a41350581e75ab0ade5b1de7f1851b143fafb55
            Z = d37ca42a505f4ec37217edb969ed397e700d885d4e3fde4a1b32c0b7f5ce6e33
            Result = P (0 - Correct)

            QsCAVSx = 1d2dda4a3735be1f3aedfa8a7bb1410c3867c5d67f55a3dd5376b137352f113d
            QsCAVSy = eca92fb210b1813f51ea2483ff461eb24786afb41f1a00870cf65aab5bbd725e
            dsIUT = e062138981049c3b4b964fa5a28569e0142c2c51d6ca0bebdb3270e2ab77fb30
            QsIUTx = 9aa8dd75f7d929b1f5f123aa9f3265be34f771c20bb50deea684a139a10938f8
            QsIUTy = 2b74f503fa7b08db1c76d97c2e571cb91f68a93413daf102c47fee1b8a264d93
            Z = 9f5f64d76f9bb2f2af24debdd47323d5df9d2b84fc7c7aac1f6d41678adec7de
            Result = F (5 - IUT's Static public key X fails PKV 5.6.2.5)

            QsCAVSx = 24b93a0574aedcc48483d4ee6c40e17557512189c6b85562e7b4e1ba36d580a4
            QsCAVSy = fb116f361082795183ff91865ecb5f1ffc8199916e830dabf3a7cb648a96f536
            dsIUT = 7110b8f838e34f2f2f9028e668b351919c8aaa341edc6e729e3019cce787a6e1
            QsIUTx = 313bc1face5453496c7270615d702c5c25a3c9de999034f0e11da4ebf4413c0a
            QsIUTy = fb0aba0b22c4a2c214a8cbddec7d9fe1154767be668de3163af35a950638d8ab
            Z = 62641ee998f599a379773698df6a4a41cf22e0973b6f2e351a8871be215c76d8
            Result = F (7 - IUT's Static private key d changed-prikey validity)

            QsCAVSx = 4b7d65e1063d8f5378339f7fa29bc74dde3b7d21d31f5db3b793d7b0972a43a8
            QsCAVSy = b6087f382ffe5a2c3b83204b4e6a6f7bd6f5e51d657750c3862518e6a2e4a1c0
            dsIUT = 5530f938f747c6e2cdd7724d4d0b984c615a4a93548f8c8048f38d82d3225139
            QsIUTx = 2c7d1bc22ac54a46703f9296ec9a38902fa4d3c459e4af849da00d5199b84fb6
            QsIUTy = 3f75d3a018f4ed4e2ba858fe888c2d5fc7b12e7982dad803c13ed2d711527024
            Z = 0e5beabfc56fb7cc83f02e0f1caafa562c5764c01682b2b1cc274a2c423d9a0d
            Result = P (13 - Z value should have leading 0 nibble )

            QsCAVSx = dfba8c6d12bfbde814ea7983ce909fca07d9d8833601eb8d46bb41c844c3d1b4
            QsCAVSy = 4d6d07a96a422b6445b07ab63171a0f64ba3b9616b0168a0b1a574011f727fec
            dsIUT = d70527098abcd532b9fe7f89a70692f3befebb8a7a9a2dda463259ea11fcdd7c
            QsIUTx = 56c86a828c9d2c7c97d451964e9e3803ddaa0d79b1a921f34f94ea82d2ab9582
            QsIUTy = 41b83fb58ba5906446e1b86fa362a76dd1707428c31337d226e0b048731806d2
            Z = 2e56e346f15edf3c2efa2c5332d7df4446da7a34621ea05c39308adfc1272b56
            Result = F (5 - IUT's Static public key X fails PKV 5.6.2.5)

            QsCAVSx = 0d5162101dff4d848723b2452643cc822489e9b239b8e73eaf97551c85ad4107
            QsCAVSy = efbdd101ede2a4198693e3f80e21126787cf4fee98bef2a834e0865f75ad8694
            dsIUT = 53216a2abdb830ae061e8d44b8185fdf0c40054b56709c7888a379545dfaa279
            QsIUTx = 951559a39f7f37dcdcce4ac7bd929ca6110222b7af604874e04121a03de91167
            QsIUTy = 2af69d221a7e90f1f1e371959e519879b49a33e169a8108a5d5d9f3122e09206
            Z = ddd2afb7f66deac9409d981e96e97f2a1d0e68abb39db2b6d21c1332e103fbff
            Result = F (7 - IUT's Static private key d changed-prikey validity)

            QsCAVSx = f84de7551e0f47a52d2d780126d18f5bd7d5d19acf76f0ecc881dc2d6bbcd741
            QsCAVSy = 9a0a05252ed78a6afdaa4756ab074973ac8456d56cd5219561b71b1b15f69604
            dsIUT = 5d965d0465d1945051a077faef54c52e0317b2924474c5cc5484b5252660e205
            QsIUTx = d20991f6a99466a9e67fe81c50ca58d2279ea867fdfe7ce387e0c6358d663d90
            QsIUTy = bcf443ab7c6f0fddd60c6b4ef65cc26e4d7fb90a762d7514be6431b9e2c6a22f
            Z = 0ba5c59a7ea550d6b0e3fab1279426b1de88362eeadc16830cee9bff6d72a538
            Result = P (13 - Z value should have leading 0 nibble )

            QsCAVSx = a5ce837ffa62be436636dce89bdd0515d7943cefe1d16e2cf72e5683700a2996
            QsCAVSy = 6b09df718ed36475d0472f39a2cbf6e814b6e6ea43408ea07537593901e314ae
            dsIUT = bcdcc2b7b0a679c0f66ad0a88b7f7d60ecc9566dcb0bfa5e9fe94c2ca73885b7
            QsIUTx = bace9e6a47a967dcb4843898c2fcc284fb8fdb836ceefef0f99168277aaa2250
            QsIUTy = af74488b3d830752cf557d1a961ef8e954cc33b94c77317b936c0be1ae861fab
            Z = e81015386cceb066f10b2003035519dc83e33997a6cb9eb6e99bbc88bb10d88f
            Result = F (8 - Z changed )

            QsCAVSx = e1eb1d369ecee813cdca01104fa4a3e13d4cc76a8a3fe967432f0f98a1ea19cd
            QsCAVSy = 210002620471adef9cc54dd3b39baa6b8a0b1ce7def74600c0193a5e40de4035
            dsIUT = 1018240ad07e909aa63146baacdc1f100c4b0456d1d57b64ff3792d92c5cfb05
            QsIUTx = c5d04326d6340397a405270a7328a4ca2feaa9cc7a5c05c6a5b0b37cf475b918
            QsIUTy = 7cd505c900681e00572ea3c6aa3aad00927ec09cb213b4e838f0889614c6f0d5
            Z = 6d543f54fbe972bffe21b5d4f159039d183739761f4122c2c317dc6ad4cd2f22
            Result = F (6 - IUT's Static public key Y fails PKV 5.6.2.5)

            QsCAVSx = e1740cc58da344a039dc5b6f15958656abcd2f79efe14a6592b0b261b70abe2b
            QsCAVSy = 3b2fe7d5a54e09a6e3ffb50da17d5b240021b3df34286b80810a1169ca1ee61a
            dsIUT = bd4b63809464ce4305dd2263629c1014a06ba9d93ff5d94080c3c2d0f2673c1b
            QsIUTx = 0b9580a71b0f01564f4dd45ceef67a3503bac0c7488146cb2078079b2a2eb582
            QsIUTy = e60b739b2282da7024603f91c3f499abff14b22422ac3c78f5c8afdee03fc63f
            Z = 9e5413ceee83f7d2fdd36b1792c8d1c497b5c46c8269564f253c1a093fd8602c
            Result = F (1 - CAVS's Static public key X fails PKV 5.6.2.5)

            QsCAVSx = 5744842237c9fa37ad967a02df3bb744c446c26f458d62f24083764095384331
            QsCAVSy = 9ee62c75bd07bcd37ff8d6a5fd0c0942483d93d6f56d3a07eec5d8eb08be6a37
            dsIUT = f2232ef76c128acba732b2032a7cde7562224719ef03f55577bfc832f9b7db57
            QsIUTx = d4adfd77ca87b1e0b2365d55959ccd38c865de143e7de56ffe4a9da07f96bae8
            QsIUTy = 1e94642b2e823eaeb61d2ae895f459350f8ab45d3040897be46eb5319085b0f8
            Z = 5a9df0abd6ede300bbd649331d1f6b4d36ce20a9c6913096f9e8df63074d4cbe
            Result = F (2 - CAVS's Static public key Y fails PKV 5.6.2.5)
            """
    )
}
