#!/usr/bin/env python3
"""Writes seeds for every fuzz target to fuzz/seeds/TARGET, from the documents of corpus/ and the rules of examples/."""
import bz2, gzip, io, json, lzma, pathlib, shutil, subprocess, tarfile, zipfile

root = pathlib.Path(__file__).resolve().parent.parent
out = root / "fuzz" / "seeds"
shutil.rmtree(out, ignore_errors=True)


def seed(target, name, data):
    path = out / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(name, data)
    return file.getvalue()


def tarred(members):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return file.getvalue()


def docx(text):
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    return zipped([("word/document.xml", f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'.encode())])


paths = sorted(p for d in ["en", "en-GB", "odd", "zh"] for p in (root / "corpus" / d).rglob("*.txt"))
texts = []
for n, path in enumerate(paths):
    data = path.read_bytes()
    seed("decode", f"{n}", data[:3000])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        continue
    texts.append(text)
    short = text[:700]
    for encoding in ["gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-16"]:
        seed("decode", f"{n}-{encoding}", short.encode(encoding, "ignore"))
    seed("fold", f"{n}", text.encode())
    seed("segment", f"{n}", b"\0" + text.encode())
    seed("extract", f"{n}", b"\0" + text.encode())
    lines = text.splitlines()
    html = "<style>p{}</style><table><tr><td>a&nbsp;b</table>" + "".join(f"<p>{line}</p>" for line in lines)
    xml = "<doc>" + "".join(f"<l>{line.replace('&', '&amp;').replace('<', '&lt;')}</l>" for line in lines) + "</doc>"
    markdown = "# " + text.replace("\n", "\n\n") + "\n| a | b |\n|---|---|\n| *c* | [d](e) |\n"
    if n % 5 == 0:
        seed("extract", f"{n}-html", b"\1" + html.encode())
        seed("extract", f"{n}-xml", b"\2" + xml.encode())
        seed("extract", f"{n}-md", b"\3" + markdown.encode())
        seed("extract", f"{n}-docx", b"\4" + docx(text))
        seed("extract", f"{n}-row", b"\5" + json.dumps({"id": n, "text": text}, ensure_ascii=False).encode())

a, b = texts[0][:600], texts[-1][:600]
rows = [{"id": 1, "全文": a}, {"id": 2, "全文": b, "more": [1, {"x": None}]}]
jsonl = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
array = json.dumps(rows).encode()
csv = f'id,全文\n1,"{a}"\n2,"{b}"\n'.encode()
members = [("x/a.txt", a.encode()), ("b.html", b"<p>b</p>"), ("c.csv", csv)]
tar = tarred(members)
inputs = [jsonl, array, csv, csv.replace(b",", b"\t"), zipped(members), tar, gzip.compress(a.encode(), mtime=0),
          None, bz2.compress(tar), lzma.compress(a.encode()), None, gzip.compress(tar, mtime=0)]
if shutil.which("zstd"):
    inputs[7] = subprocess.run(["zstd", "-q"], input=jsonl, stdout=subprocess.PIPE, check=True).stdout
for n, data in enumerate(inputs):
    if data is not None:
        seed("input", f"{n}", bytes([n]) + data)
seed("input", "nested", bytes([4]) + zipped([("in.zip", zipped(members)), ("in.tgz", gzip.compress(tar, mtime=0))]))
seed("input", "gb18030", bytes([2]) + csv.decode().encode("gb18030", "ignore"))


def pack(directory):
    files = sorted(p for p in directory.rglob("*") if p.suffix in (".toml", ".csv"))
    return "".join(f"=== {p.relative_to(directory).as_posix()}\n{p.read_text()}" for p in files)


# Without what they extend, which takes long to load.
own = pack(root / "examples" / "own-rules" / "rules").splitlines(True)
seed("rules", "own", "".join(line for line in own if not line.startswith("extends")).encode())
head = 'name = "p"\nversion = "1"\nlanguage = "zh"\n'
for path in sorted((root / "rules" / "zh").glob("*.toml")):
    if path.name == "pack.toml":
        continue
    for n, part in enumerate(path.read_text().split("\n[[")):
        if n % 9 == 1:
            seed("rules", f"{path.stem}-{n}", f"=== p/pack.toml\n{head}=== p/a.toml\n[[{part}\n".encode())
for path in sorted((root / "tests").rglob("broken_rules/**/*.toml")):
    seed("rules", f"broken-{path.stem}", f"=== p/pack.toml\n{head}=== p/a.toml\n{path.read_text()}".encode())
