#!/usr/bin/env python3
"""Makes the files that InspectionTests look into, with other people's libraries where there are any.

    python3 Tests/samples/make.py Tests/Fuzz/seeds/InspectionFuzz

There they are where the fuzzer begins, too; what is to be told of them is in expected.json. It wants python-docx, openpyxl, Pillow, pikepdf and mutagen; the files are
kept, so that the tests want nothing. program.elf is a C program of one line, compiled with -Os and stripped.
"""
import datetime
import email.message
import email.policy
import gzip
import io
import struct
import sys
import tarfile
import wave
import zipfile
import zlib

import docx
import mutagen.flac
import mutagen.id3
import openpyxl
import pikepdf
from PIL import Image, PngImagePlugin, TiffImagePlugin

FOLDER = sys.argv[1]
DAY = datetime.datetime(2024, 5, 6, 7, 8, 9)
EPOCH = 1714979289  # The same in UTC.


def save(name, data):
    with open(f"{FOLDER}/{name}", "wb") as file:
        file.write(data)


def word():
    document = docx.Document()
    for style in list(document.styles):
        if style.name not in ("Normal", "Default Paragraph Font", "Title"):
            style.delete()
    document.add_paragraph("Hello")
    properties = document.core_properties
    properties.title, properties.author, properties.subject = "Quarterly report", "Ann Author", "Figures & facts"
    properties.keywords, properties.comments, properties.last_modified_by = "q1, money", "A comment", "Bob Editor"
    properties.created, properties.modified, properties.revision = DAY, DAY + datetime.timedelta(days=1), 7
    properties.language = "en-GB"
    document.part.relate_to("https://example.com/", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.part.relate_to(
        "http://templates.example/evil.dotm", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", is_external=True
    )
    out = io.BytesIO()
    document.save(out)
    small = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for member in source.infolist():
            if "thumbnail" not in member.filename and "customXml" not in member.filename:
                target.writestr(member, source.read(member), compress_type=zipfile.ZIP_DEFLATED)
    save("report.docx", small.getvalue())
    macro = io.BytesIO()
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(macro, "w", zipfile.ZIP_DEFLATED) as target:
        for name in ("[Content_Types].xml", "docProps/core.xml"):
            text = source.read(name).replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            )
            target.writestr(zipfile.ZipInfo(name), text)
        target.writestr(zipfile.ZipInfo("word/vbaProject.bin"), b"macros")
    save("macros.docx", macro.getvalue())


def bomb():
    """A document whose title is fifty million letters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        core = zipfile.ZipInfo("docProps/core.xml")
        core.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(core, "<p><title>" + "A" * 20_000_000 + "</title></p>")
        archive.writestr(zipfile.ZipInfo("word/document.xml"), "<x/>")
    save("bomb.docx", out.getvalue())


def excel():
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    book.create_sheet("Secret").sheet_state = "hidden"
    book.properties.creator, book.properties.title = "Carl", "Budget 2024"
    book.properties.created = book.properties.modified = DAY
    book.save(f"{FOLDER}/budget.xlsx")


def open_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr(
            zipfile.ZipInfo("meta.xml"),
            '<?xml version="1.0"?><office:document-meta><office:meta><dc:title>Caf&#233;</dc:title>'
            "<meta:initial-creator>Dora</meta:initial-creator><dc:date>2024-05-06T07:08:09</dc:date>"
            '<meta:document-statistic meta:page-count="3" meta:word-count="450"/></office:meta>'
            "</office:document-meta>",
        )
        archive.writestr(zipfile.ZipInfo("content.xml"), "<x/>")
    save("letter.odt", out.getvalue())


def pdf():
    for name, options in (
        ("classic.pdf", {}),
        ("packed.pdf", {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "compress_streams": True}),
        ("fast.pdf", {"linearize": True}),
        ("locked.pdf", {"encryption": pikepdf.Encryption(owner="o", user="u", R=6)}),
    ):
        document = pikepdf.new()
        for _ in range(3):
            document.add_blank_page(page_size=(595.28, 841.89))
        document.docinfo["/Title"] = "Grüße — Report"
        document.docinfo["/Author"] = "Ann Author"
        document.docinfo["/Producer"] = "The Press"
        document.docinfo["/Creator"] = "The Writer"
        document.docinfo["/CreationDate"] = "D:20240506070809+02'00'"
        document.docinfo["/ModDate"] = "D:20240507070809"
        document.Root.Lang = pikepdf.String("de-DE")
        document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        if name == "packed.pdf":
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            document.attachments["evil.exe"] = b"MZ"
        document.save(f"{FOLDER}/{name}", deterministic_id=name != "locked.pdf", **options)
    with open(f"{FOLDER}/classic.pdf", "rb") as file:
        data = file.read()
    save("broken.pdf", data.replace(b"startxref", b"startxxxx"))


def compound(streams, class_id=bytes(16)):
    """A compound file: one FAT sector, the directory, a mini stream, and streams of 4,096 bytes or more as sectors."""
    small, mini_fat, big = b"", [], []
    places = {}
    for name, data in streams.items():
        if len(data) < 4096:
            first = len(mini_fat)
            count = max(1, -(-len(data) // 64))
            mini_fat += [first + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
            small += data.ljust(count * 64, b"\0")
            places[name] = (first, len(data))
        else:
            big.append(name)
    fat = []

    def chain(count):
        first = len(fat)
        fat.extend(first + i + 1 for i in range(count - 1))
        fat.append(0xFFFFFFFE)
        return first

    sectors = []

    def add(data):
        count = max(1, -(-len(data) // 512))
        first = chain(count)
        sectors.append(data.ljust(count * 512, b"\0"))
        return first

    fat.append(0xFFFFFFFD)
    mini = add(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(512, b"\xff"))
    store = add(small)
    for name in big:
        places[name] = (add(streams[name]), len(streams[name]))

    def entry(name, kind, start, size, child=0xFFFFFFFF, right=0xFFFFFFFF, clsid=bytes(16)):
        text = name.encode("utf-16le") + b"\0\0"
        return (
            text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
            + clsid + bytes(20) + struct.pack("<IQ", start, size)
        )

    names = list(places)
    directory = entry("Root Entry", 5, store, len(small), child=1, clsid=class_id)
    for index, name in enumerate(names):
        right = index + 2 if index + 1 < len(names) else 0xFFFFFFFF
        directory += entry(name, 2, *places[name], right=right)
    start = add(directory)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, start, 0, 4096, mini, 1, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0).ljust(436, b"\xff")
    return header + struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff") + b"".join(sectors)


def properties(values):
    body, table = b"", b""
    for number, value in values:
        if isinstance(value, str):
            raw = value.encode("cp1252") + b"\0"
            raw = struct.pack("<II", 30, len(raw)) + raw.ljust(-(-len(raw) // 4) * 4, b"\0")
        elif isinstance(value, datetime.datetime):
            ticks = int((value - datetime.datetime(1601, 1, 1)).total_seconds()) * 10_000_000
            raw = struct.pack("<IQ", 64, ticks)
        else:
            raw = struct.pack("<Ii", 3, value)
        table += struct.pack("<II", number, 8 + 8 * len(values) + len(body))
        body += raw
    section = struct.pack("<II", 8 + len(table) + len(body), len(values)) + table + body
    return struct.pack("<HHI", 0xFFFE, 0, 0x20006) + bytes(16) + struct.pack("<I", 1) + bytes(16) + struct.pack("<I", 48) + section


def ole():
    summary = properties([
        (2, "Old letter"), (4, "Érica"), (8, "Frank"), (9, "4"), (12, DAY), (13, DAY), (14, 2), (15, 345),
        (16, 2000), (18, "Microsoft Word 8.0"),
    ])
    save("letter.doc", compound({
        "WordDocument": struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x100) + bytes(5000),
        "\x05SummaryInformation": summary,
        "\x05DocumentSummaryInformation": properties([(15, "Acme")]),
        "_VBA_PROJECT": b"x",
    }))
    save("note.msg", compound({
        "__properties_version1.0": bytes(64),
        "__substg1.0_0037001F": "Lunch – today".encode("utf-16le"),
        "__substg1.0_0C1F001F": "ann@example.com".encode("utf-16le"),
        "__attach_version1.0_#00000000": b"x",
    }))
    save("locked.docx", compound({"EncryptedPackage": bytes(100), "EncryptionInfo": bytes(100)}))


def pictures():
    picture = Image.new("RGB", (64, 48), (200, 100, 50))
    exif = Image.Exif()
    exif[0x10F], exif[0x110], exif[0x112], exif[0x131] = "Canon", "EOS 5D", 6, "Firmware 1.0"
    photo = exif.get_ifd(0x8769)
    photo[0x9003], photo[0x829A], photo[0x829D], photo[0x8827], photo[0x920A] = (
        "2024:05:06 07:08:09", TiffImagePlugin.IFDRational(1, 250), TiffImagePlugin.IFDRational(28, 10), 400,
        TiffImagePlugin.IFDRational(50, 1),
    )
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 12.0), "W", (13.0, 24.0, 36.0)
    place[5], place[6] = b"\0", 34.5
    picture.save(f"{FOLDER}/photo.jpg", exif=exif, dpi=(300, 300), comment=b"A remark", quality=70)
    picture.save(f"{FOLDER}/photo.webp", exif=exif, quality=70)
    picture.save(f"{FOLDER}/lossless.webp", lossless=True)
    picture.save(f"{FOLDER}/scan.tif", exif=exif, dpi=(200, 200), compression="tiff_lzw", save_all=True, append_images=[picture])
    text = PngImagePlugin.PngInfo()
    text.add_text("Title", "A square")
    text.add_itxt("Author", "Zoë")
    picture.convert("RGBA").save(f"{FOLDER}/square.png", pnginfo=text, dpi=(144, 144), exif=exif)
    frames = [Image.new("RGB", (20, 10), (index * 90, 0, 0)) for index in range(3)]
    frames[0].save(f"{FOLDER}/moving.gif", save_all=True, append_images=frames[1:], loop=0, duration=50, comment=b"hello")
    picture.save(f"{FOLDER}/moving.png", save_all=True, append_images=[Image.new("RGB", (64, 48))], default_image=False)
    picture.resize((8, 4)).save(f"{FOLDER}/dot.bmp")
    save("fake.png", open(f"{FOLDER}/photo.jpg", "rb").read())


def archives():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"A comment"
        archive.writestr(zipfile.ZipInfo("folder/"), b"")
        for name, data in (("folder/a.txt", b"a" * 1000), ("../../etc/passwd", b"root"), ("inner.zip", b"PK")):
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    plain = out.getvalue()
    save("files.zip", plain)
    save("program-with-files.bin", b"\x01\x02\x03\x04 not a program" * 40 + plain)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF"), "Main-Class: com.example.Main\r\nCreated-By: 17\r\n")
        archive.writestr(zipfile.ZipInfo("com/example/Main.class"), b"\xca\xfe\xba\xbe\0\0\0\x3d")
    save("tool.jar", out.getvalue())
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, size in (("docs/readme.txt", 700), ("n" * 150 + "/ünïcode.txt", 3), ("/absolute", 0)):
            member = tarfile.TarInfo(name)
            member.size, member.mtime = size, EPOCH
            archive.addfile(member, io.BytesIO(b"x" * size))
    save("files.tar", out.getvalue())
    packed = io.BytesIO()
    with gzip.GzipFile("files.tar", "wb", fileobj=packed, mtime=EPOCH) as file:
        file.write(out.getvalue())
    save("files.tar.gz", packed.getvalue())


def sounds():
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(4 * 4000))
    save("tone.wav", out.getvalue())
    frame = bytes.fromhex("fffb9064") + bytes(413)
    save("song.mp3", frame * 20)
    tags = mutagen.id3.ID3()
    tags.add(mutagen.id3.TIT2(encoding=1, text="Lied für alle"))
    tags.add(mutagen.id3.TPE1(encoding=3, text="Die Band"))
    tags.add(mutagen.id3.TALB(encoding=0, text="Album"))
    tags.add(mutagen.id3.TDRC(encoding=3, text="2024"))
    tags.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=3, desc="", data=b"x"))
    tags.save(f"{FOLDER}/song.mp3", v1=0)
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + (44100 << 44 | 1 << 41 | 15 << 36 | 88200).to_bytes(8, "big") + bytes(16)
    save("song.flac", b"fLaC\x80\x00\x00\x22" + info)
    flac = mutagen.flac.FLAC(f"{FOLDER}/song.flac")
    flac["title"], flac["artist"] = "Flac song", "Die Band"
    flac.save(padding=lambda _: 0)


def box(kind, *parts):
    data = b"".join(parts)
    return struct.pack(">I", 8 + len(data)) + kind + data


def film():
    def track(handler, codec, entry, width=0, height=0):
        header = bytes(4 + 8 + 4 + 4 + 4 + 8 + 8 + 36) + struct.pack(">II", width << 16, height << 16)
        description = box(codec, bytes(6) + struct.pack(">H", 1) + entry)
        tables = box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), description))
        hdlr = box(b"hdlr", bytes(8) + handler + bytes(13))
        return box(b"trak", box(b"tkhd", header), box(b"mdia", box(b"mdhd", struct.pack(">IIIIII", 0, 0, 0, 1000, 12500, 0)), hdlr, box(b"minf", tables)))

    created = EPOCH + 2082844800
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, created, created, 1000, 12500), bytes(80))
    video = track(b"vide", b"avc1", bytes(70), 1920, 1080)
    audio = track(b"soun", b"mp4a", bytes(8) + struct.pack(">HHHHI", 2, 16, 0, 0, 48000 << 16))
    start = box(b"ftyp", b"isom", struct.pack(">I", 512), b"isommp41")
    tags = b"".join(
        box(key, box(b"data", struct.pack(">II", 1, 0), value)) for key, value in ((b"\xa9nam", b"A film"), (b"\xa9ART", b"A director"))
    )
    meta = box(b"udta", box(b"meta", bytes(4), box(b"hdlr", bytes(25)), box(b"ilst", tags)))
    save("film.mp4", start + box(b"mdat", bytes(1000)) + box(b"moov", mvhd, video, audio, meta))
    save("speech.mp4", start + box(b"moov", mvhd, audio))


def program():
    """A PE of two sections: imports in the first, a version resource in the second."""
    def rva(offset, section):
        return 0x1000 * section + offset

    names = b"KERNEL32.dll\0USER32.dll\0"
    imports = struct.pack("<IIIII", 0, 0, 0, rva(60, 1), 0) + struct.pack("<IIIII", 0, 0, 0, rva(73, 1), 0) + bytes(20)
    text = (imports + names).ljust(512, b"\0")

    def string(key, value):
        raw = key.encode("utf-16le") + b"\0\0"
        raw += b"\0" * (-(6 + len(raw)) % 4) + value.encode("utf-16le") + b"\0\0"
        return struct.pack("<HHH", 6 + len(raw), len(value) + 1, 1) + raw + b"\0" * (-(6 + len(raw)) % 4)

    version = string("CompanyName", "Acme Ltd") + string("FileDescription", "A tool") + string("FileVersion", "1.2.3.4")
    tree = b""
    for level, name in enumerate((16, 1, 1033)):
        target = 24 * (level + 1) | (0x80000000 if level < 2 else 0)
        tree += bytes(12) + struct.pack("<HH", 0, 1) + struct.pack("<II", name, target)
    tree += struct.pack("<IIII", rva(88, 2), len(version), 0, 0)
    resources = (tree + version).ljust(512, b"\0")
    directories = [(0, 0)] * 16
    directories[1], directories[2] = (rva(0, 1), 60), (rva(0, 2), 512)
    optional = struct.pack("<H", 0x20B).ljust(68, b"\0") + struct.pack("<HH", 3, 0x140)
    optional = optional.ljust(108, b"\0") + struct.pack("<I", 16) + b"".join(struct.pack("<II", *d) for d in directories)
    coff = struct.pack("<HHIIIHH", 0x8664, 2, EPOCH, 0, 0, len(optional), 0x22)
    sections = b""
    for index, name in enumerate((b"UPX0", b".rsrc")):
        sections += name.ljust(8, b"\0") + struct.pack("<IIII", 512, 0x1000 * (index + 1), 512, 512 + 512 * index) + bytes(16)
    header = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0" + coff + optional + sections
    save("tool.exe", header.ljust(512, b"\0") + text + resources + b"overlay bytes")


def mail():
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "Ännchen <ann@example.com>"
    message["To"] = "bob@example.com, carl@example.com"
    message["Subject"] = "Grüße aus dem schönen München, und noch viel mehr davon in dieser langen Zeile"
    message["Date"] = "Mon, 06 May 2024 09:08:09 +0200"
    message["Message-ID"] = "<1@example.com>"
    message["X-Mailer"] = "Mailer 1"
    message.set_content("Hello")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Bericht für März.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="run.exe")
    raw = bytes(message)
    boundary = message.get_boundary().encode()
    save("message.eml", raw.replace(boundary, b"=-the-boundary-="))


def texts():
    save("table.csv", "name;städte;count\r\nA;\"x;y\";1\r\nB;z;2\r\n".encode())
    save("page.html", b"<!DOCTYPE html><html><head><title>A &amp; B</title><script>1</script></head><body><form></form></body></html>\n")
    save("data.json", b'{"a": [1, 2, 3]}\n')
    save("feed.xml", b'<?xml version="1.0"?>\n<note xmlns="urn:x"><to>A</to></note>\n')
    save("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><script>1</script></svg>')
    save("script.txt", b"#!/usr/bin/env python3\nprint(1)\n")
    save("old.txt", "Grüße\r\n".encode("cp1252"))
    save("wide.txt", "\ufeffGrüße\n".encode("utf-16le"))
    save("notes.md", b"# Notes\n\nNothing, really.\n")
    save("page.pdf", b"<html><body>not a document</body></html>")


for make in (word, bomb, excel, open_document, pdf, ole, pictures, archives, sounds, film, program, mail, texts):
    make()
