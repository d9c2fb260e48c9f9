extension MediaType {
    /// What the endings of names promise, in lower case.
    static let byEnding: [String: String] = {
        var table: [String: String] = [:]
        for (mediaType, endings) in endings {
            for ending in endings.split(separator: " ") { table[String(ending)] = mediaType }
        }
        return table
    }()

    private static let office = "application/vnd.openxmlformats-officedocument."
    private static let openDocument = "application/vnd.oasis.opendocument."

    private static let endings: [(String, String)] = documents + pictures + sounds + archives + programs + texts

    private static let documents: [(String, String)] = [
        ("application/pdf", "pdf"),
        (office + "wordprocessingml.document", "docx"), (office + "wordprocessingml.template", "dotx"),
        (office + "spreadsheetml.sheet", "xlsx"), (office + "spreadsheetml.template", "xltx"),
        (office + "presentationml.presentation", "pptx"), (office + "presentationml.slideshow", "ppsx"),
        (office + "presentationml.template", "potx"),
        ("application/vnd.ms-word.document.macroEnabled.12", "docm"),
        ("application/vnd.ms-word.template.macroEnabled.12", "dotm"),
        ("application/vnd.ms-excel.sheet.macroEnabled.12", "xlsm"),
        ("application/vnd.ms-excel.template.macroEnabled.12", "xltm"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.12", "xlsb"),
        ("application/vnd.ms-powerpoint.presentation.macroEnabled.12", "pptm"),
        ("application/vnd.ms-powerpoint.slideshow.macroEnabled.12", "ppsm"),
        ("application/msword", "doc dot"), ("application/vnd.ms-excel", "xls xlt"),
        ("application/vnd.ms-powerpoint", "ppt pps pot"), ("application/vnd.ms-outlook", "msg"),
        ("application/vnd.visio", "vsd"), ("application/rtf", "rtf"), ("application/postscript", "ps"),
        ("image/x-eps", "eps"), ("application/epub+zip", "epub"),
        (openDocument + "text", "odt"), (openDocument + "spreadsheet", "ods"),
        (openDocument + "presentation", "odp"), (openDocument + "graphics", "odg"),
    ]

    private static let pictures: [(String, String)] = [
        ("image/jpeg", "jpg jpeg jpe jfif"), ("image/png", "png"), ("image/gif", "gif"), ("image/webp", "webp"),
        ("image/tiff", "tif tiff"), ("image/bmp", "bmp dib"), ("image/x-icon", "ico"), ("image/heic", "heic heif"),
        ("image/avif", "avif"), ("image/vnd.adobe.photoshop", "psd"), ("image/svg+xml", "svg"), ("image/jp2", "jp2"),
        ("image/jxl", "jxl"),
    ]

    private static let sounds: [(String, String)] = [
        ("audio/mpeg", "mp3"), ("video/mp4", "mp4 m4v"), ("audio/mp4", "m4a m4b"), ("video/quicktime", "mov qt"),
        ("video/3gpp", "3gp"), ("audio/wav", "wav wave"), ("video/x-msvideo", "avi"), ("audio/flac", "flac"),
        ("audio/ogg", "ogg oga opus"), ("video/ogg", "ogv"), ("video/webm", "webm"), ("video/x-matroska", "mkv"),
        ("audio/x-matroska", "mka"), ("audio/aac", "aac"), ("audio/aiff", "aif aiff"), ("audio/midi", "mid midi"),
        ("video/x-ms-wmv", "wmv"), ("audio/x-ms-wma", "wma"), ("video/x-ms-asf", "asf"), ("video/x-flv", "flv"),
        ("video/mpeg", "mpg mpeg"),
    ]

    private static let archives: [(String, String)] = [
        (zip, "zip"), ("application/java-archive", "jar war ear"), ("application/vnd.android.package-archive", "apk"),
        ("application/x-xpinstall", "xpi"), ("application/vnd.google-earth.kmz", "kmz"),
        ("application/x-wheel+zip", "whl"), ("application/vnd.comicbook+zip", "cbz"), ("application/x-nupkg", "nupkg"),
        ("application/x-tar", "tar"), ("application/gzip", "gz tgz"), ("application/x-bzip2", "bz2 tbz2"),
        ("application/x-xz", "xz txz"), ("application/zstd", "zst"), ("application/x-7z-compressed", "7z"),
        ("application/vnd.rar", "rar"), ("application/x-lz4", "lz4"), ("application/vnd.ms-cab-compressed", "cab"),
        ("application/x-iso9660-image", "iso"), ("application/x-apple-diskimage", "dmg"),
        ("application/vnd.debian.binary-package", "deb"), ("application/x-rpm", "rpm"), ("application/x-cpio", "cpio"),
    ]

    private static let programs: [(String, String)] = [
        (portableExecutable, "exe dll sys scr ocx cpl efi mui"), ("application/x-msi", "msi msp"),
        ("application/x-elf", "so elf ko"), ("application/java-vm", "class"), ("application/wasm", "wasm"),
        ("application/x-mach-binary", "dylib"), ("application/x-ms-shortcut", "lnk"),
        ("application/vnd.sqlite3", "sqlite sqlite3"), ("font/woff", "woff"), ("font/woff2", "woff2"),
        ("font/ttf", "ttf"), ("font/otf", "otf"), ("font/collection", "ttc"),
        ("application/vnd.apache.parquet", "parquet"), ("application/vnd.tcpdump.pcap", "pcap"),
    ]

    private static let texts: [(String, String)] = [
        (text, "txt text log conf cfg ini"), ("text/html", "html htm"), ("application/xhtml+xml", "xhtml"),
        ("application/xml", "xml xsd xsl xslt"), ("application/json", "json"), ("application/x-ndjson", "ndjson jsonl"),
        ("text/csv", "csv"), ("text/tab-separated-values", "tsv"), ("text/markdown", "md markdown"),
        ("text/css", "css"), ("text/javascript", "js mjs cjs"), ("text/x-typescript", "tsx"),
        ("text/x-python", "py"), ("text/x-shellscript", "sh bash zsh"), ("text/x-perl", "pl pm"),
        ("text/x-ruby", "rb"), ("text/x-php", "php"), ("text/x-powershell", "ps1 psm1"), ("text/x-msdos-batch", "bat"),
        ("text/vbscript", "vbs"), ("text/x-c", "c h"), ("text/x-java", "java"), ("text/x-swift", "swift"),
        ("application/yaml", "yaml yml"), ("application/toml", "toml"), ("application/sql", "sql"),
        ("message/rfc822", "eml"), ("application/mbox", "mbox"), ("text/calendar", "ics"), ("text/vcard", "vcf"),
        ("application/x-pem-file", "pem"),
    ]
}
