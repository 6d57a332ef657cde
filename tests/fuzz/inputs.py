"""How do the bytes of a fuzzer become texts and files that get past the first check of a reader?

A byte stands for a word of the domain, so that exchanging one byte exchanges one word.
"""

from __future__ import annotations

import functools
import io
import zipfile
import zlib
from collections.abc import Sequence

import make_documents as make

# digits, numerals, marks of numbers
_NUMBERS = [
    "0",
    "1",
    "2",
    "7",
    "9",
    "12",
    "100",
    "693",
    "2018",
    "2021",
    "1,234",
    "3.5",
    "００",
    "６９３",
    "一",
    "二",
    "两",
    "三",
    "五",
    "九",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "零",
    "〇",
    "○",
    "O",
    "半",
    "数",
    "多",
    "余",
    "几",
    "第",
    ".",
    "，",
    ",",
    "%",
    "％",
    "‰",
    "/",
    "·",
    "分之",
    "成",
    "倍",
    "±",
    "-",
    "——",
    "～",
    "至",
    "到",
]
_UNITS = [
    "元",
    "万元",
    "人",
    "名",
    "户",
    "人次",
    "万人次",
    "个",
    "家",
    "所",
    "张",
    "项",
    "岁",
    "周岁",
    "天",
    "小时",
    "平方米",
    "公里",
    "个百分点",
    "元/人/月",
    "每人每月",
    "每月",
    "每年",
    "人均",
    "分",
    "件",
    "条",
    "次",
    "期",
    "级",
    "届",
]
_TIMES = [
    "年",
    "月",
    "日",
    "号",
    "年底",
    "年末",
    "月底",
    "上半年",
    "季度",
    "今年",
    "去年",
    "上年",
    "前年",
    "目前",
    "近年来",
    "以来",
    "截至",
    "截止",
    "同期",
    "同比",
    "比上年",
    "较",
    "“十三五”",
    "期间",
    "19",
    "20",
    "2016-2020",
    "23-08-10",
    "时",
    "周",
]
_PLACES = [
    "河北省",
    "廊坊市",
    "安次区",
    "濮阳市",
    "台前县",
    "甲镇",
    "乙村",
    "社区",
    "全国",
    "全省",
    "全市",
    "全县",
    "我市",
    "我县",
    "该市",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "街道",
    "各",
    "级",
]
_BODIES = [
    "民政局",
    "省民政厅",
    "民政部",
    "财政局",
    "人民政府",
    "市委",
    "市政府",
    "办公室",
    "部门",
    "委员会",
    "福利中心",
    "养老院",
    "公司",
    "协会",
    "印发",
    "制定",
    "联合",
    "会同",
    "牵头",
]
_THINGS = ["低保", "城乡低保", "特困人员", "残疾人", "重度残疾人", "老年人", "高龄津贴", "护理补贴", "养老机构", "床位", "标准", "平均", "保障", "救助", "资金", "发放", "惠及", "覆盖", "婚姻登记", "社会组织", "平台", "系统", "办法", "意见", "通知", "国发〔2016〕5号", "提高", "增长", "下降", "减少", "新增", "由", "从", "提高到", "达到", "达", "为", "共", "共有", "其中", "分别", "分别为", "占", "约", "近", "超过", "以上", "以下", "左右", "不低于", "总计", "合计"]  # fmt: skip
_WORDS = [
    "的",
    "了",
    "是",
    "在",
    "和",
    "与",
    "及",
    "等",
    "对",
    "将",
    "把",
    "被",
    "向",
    "于",
    "用",
    "有",
    "不",
    "未",
    "已",
    "全",
    "总",
    "新",
    "大",
    "小",
    "中",
    "上",
    "下",
    "前",
    "后",
    "内",
    "外",
    "一是",
    "二是",
    "此外",
    "发布时间：",
    "来源：",
    "浏览次数：",
    "打印",
    "责任编辑：",
]
_SIGNS = [
    "。",
    "；",
    "！",
    "：",
    ":",
    "、",
    "《",
    "》",
    "“",
    "”",
    "‘",
    "’",
    "（",
    "）",
    "(",
    ")",
    "【",
    "】",
    "〔",
    "〕",
    "|",
    "|---|",
    "#",
    "**",
    "<!--",
    "-->",
    "①",
]
_BLANKS = ["\n", "\r\n", " ", "\t", "\u3000", "\u00a0", "\n\n", "\x00", "\x0b", "\x85", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffd", "\ufe0f", "\u0301"]
_STRANGE = [
    "⺠",
    "門",
    "標準",
    "縣",
    "シ",
    "a",
    "http://a.cn/",
    "=cmd|",
    "@",
    "<",
    ">",
    "&",
    '"',
    "\\",
    "{",
    "}",
    "\U00020000",
    "\U0001f600",
    "\uffff",
    "(shū)",
]
WORDS = tuple([*_NUMBERS, *_UNITS, *_TIMES, *_PLACES, *_BODIES, *_THINGS, *_WORDS, *_SIGNS, *_BLANKS, *_STRANGE])
# bytes that are followed by others: by the place of a word that a byte cannot hold, by a code point, by the place of a form
FURTHER, FORM = 253, 255
# one character each, so that numerals of any form arise
NUMERALS = tuple("0123456789.,，点十百千万亿零〇○一二两三四五六七八九半几第年月日-/ ")

_TAGS = (
    "<p> </p> <div> </div> <br> <table> </table> <tr> </tr> <td> </td> <th> <td\x20colspan=9> <h1> </h1> <title> </title> <span> </span> <ul> <li> <a\x20href='/'> </a> "
    "<script> </script> <style> </style> <!-- --> <![CDATA[ ]]> <! <? ?> </ < > &amp; &#xD800; &#0; &#x110000; &nbsp; &lt; <article> </article> <body> </body> <html> <head> </head> "
    "<meta\x20charset= gb2312 big5 utf-16 utf-7 <meta\x20name=PubDate\x20content= <meta\x20name=ArticleTitle\x20content= <svg> <math> <template> <frameset> <noscript> <pre> <base\x20href="
)  # fmt: skip
TAGS = tuple(tag.replace("\x20", " ") for tag in _TAGS.split(" "))
_W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
PARTS = tuple(
    "<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:tab/> <w:br/> <w:tblPr/> <w:tblGrid/> <w:gridCol/> <w:tcPr> </w:tcPr> "
    "<w:gridSpan_w:val='3'/> <w:gridSpan_w:val='-1'/> <w:gridSpan_w:val='x'/> <w:vMerge/> <w:vMerge_w:val='restart'/> <w:trPr> </w:trPr> <w:gridBefore_w:val='2'/> "
    "<w:hyperlink> </w:hyperlink> <w:sdt> </w:sdt> <w:sdtContent> </w:sdtContent> <w:pPr> </w:pPr> <w:sectPr/> <w:noBreakHyphen/> &amp; &x; <!-- -->".replace("_", " ").split(" ")
)  # fmt: skip
ROWS = (
    ",",
    ",",
    ",",
    "\t",
    '"',
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    "text",
    "正文",
    "标题",
    "date",
    "url",
    "来源",
    "地区",
    "低保人数（人）",
    "\ufeff",
    ";",
    "|",
    "\x00",
)
JSON = (
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    '"text":',
    '"title":',
    '"正文"',
    '"date":',
    "null",
    "true",
    "1e999",
    "-",
    "NaN",
    "\\u",
    "\\ud800",
    "\\n",
    "\\",
    "1" * 400,
    "\n",
    '{"text":"',
    '"}\n',
)
PDF = (
    "1 0 obj", "endobj", "<<", ">>", "/Type", "/Catalog", "/Pages", "/Page", "/Kids", "[2 0 R]", "[3 0 R]", "/Count", "1", "-1", "99999999999", "/Parent 2 0 R", "/MediaBox",
    "[0 0 612 792]", "[0 0 0 0]", "[1e30 0 -5 9]", "/Contents 4 0 R", "/Resources", "/Font", "/F1 5 0 R", "/Subtype/Type1", "/BaseFont/Helvetica", "/Encoding/GBK-EUC-H", "stream\n",
    "\nendstream", "BT", "ET", "/F1 12 Tf", "72 700 Td", "(abc) Tj", "<4e2d6587> Tj", "/Length 40", "/Filter/FlateDecode", "/Filter[/ASCIIHexDecode/LZWDecode]", "trailer", "/Root 1 0 R",
    "xref\n0 1\n", "startxref\n0\n%%EOF", "2 0 obj", "3 0 obj", "4 0 obj", "5 0 obj", "/ObjStm", "/Encrypt 1 0 R", "/Rotate 90", "/ToUnicode 4 0 R", "beginbfchar", "<00><D800>", "endbfchar",
)  # fmt: skip


def words(data: bytes, table: Sequence[str] = WORDS, forms: Sequence[str] = ()) -> str:
    """The text that some bytes stand for: words of a table, code points and forms."""
    out, i = [], 0
    while i < len(data):
        byte, following = data[i], int.from_bytes(data[i + 1 : i + 3].ljust(2, b"\0"), "big")
        if byte < FURTHER:
            out.append(table[byte % len(table)])
        elif byte == FURTHER:
            out.append(table[(FURTHER + (following >> 8)) % len(table)])
        elif byte == FORM and forms:
            out.append(forms[following % len(forms)])
        else:
            # halves of pairs are no text; their numbers stand for rare ideographs
            out.append(chr(following + 0x20000 if 0xD800 <= following < 0xE000 else following))
        i += 1 if byte < FURTHER else 2 if byte == FURTHER else 3
    return "".join(out)


def written(text: str, table: Sequence[str] = WORDS) -> bytes:
    """Bytes that stand for a text: what a run begins with. A character above U+FFFF becomes another rare one.

    >>> words(written("甲县低保标准693元")), len(written("低保标准"))
    ('甲县低保标准693元', 2)
    """
    places = {word: i for i, word in reversed(list(enumerate(table)))}
    longest, out, i = max(map(len, table)), bytearray(), 0
    while i < len(text):
        word = next((text[i : i + size] for size in range(longest, 0, -1) if text[i : i + size] in places), None)
        if word is None:
            out += bytes([FURTHER + 1]) + (ord(text[i]) & 0xFFFF).to_bytes(2, "big")
        else:
            out += bytes([places[word]] if places[word] < FURTHER else [FURTHER, places[word] - FURTHER])
        i += len(word or text[i])
    return bytes(out)


def changed(sample: bytes, data: bytes) -> bytes:
    """A good file with some bytes exchanged, cut out or repeated: three bytes of `data` say where and what."""
    out = bytearray(sample)
    for i in range(0, len(data) - 3, 4):
        place = int.from_bytes(data[i : i + 2], "big") % max(1, len(out))
        if data[i + 2] < 200:
            out[place : place + 1] = data[i + 3 : i + 4]
        elif data[i + 2] < 228:
            del out[place : place + data[i + 3]]
        else:
            out[place:place] = out[place : place + data[i + 3]]
    return bytes(out)


def zipped(data: bytes) -> bytes:
    """An archive of entries whose names, contents and sizes `data` gives; sizes and checksums may be wrong."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, piece in enumerate(data.split(b"\xfe")[:12]):
            name, _, content = piece.partition(b"\xfd")
            entry = zipfile.ZipInfo(words(name[:20]) + (".txt", ".csv", ".md", ".html", "/", "", ".zip", ".jsonl")[number % 8])
            entry.external_attr = (0o120777 << 16) if b"\xfc" in name else 0
            # the same name twice is a warning of the library that writes, and a case for the one that reads
            if entry.filename not in archive.namelist() and len(entry.filename.encode("utf-8", "replace")) < 60_000:
                archive.writestr(
                    entry, words(content).encode("gb18030" if number % 2 else "utf-8", "replace"), zipfile.ZIP_STORED if number % 3 else zipfile.ZIP_DEFLATED
                )
    return changed(out.getvalue(), data[-12:]) if data[:1] > b"\x80" else out.getvalue()


@functools.cache
def _document() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(make.word(make.Story(3, with_table=True)))) as archive:
        # the body is exchanged, and what else is large says nothing
        kept = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml")
        return {name: archive.read(name) for name in archive.namelist() if name in kept}


def docx(data: bytes) -> bytes:
    """A Word document with another body; or one whose own body has bytes exchanged."""
    parts = dict(_document())
    if data[:1] < b"\x80":
        parts["word/document.xml"] = (_W + words(data[1:], (*PARTS, *WORDS)) + "</w:body></w:document>").encode("utf-8", "replace")
    else:
        name = sorted(parts)[data[0] % len(parts)]
        parts[name] = changed(parts[name], data[1:])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def pdf(data: bytes) -> bytes:
    """A PDF of a page whose objects or whose content `data` gives."""
    if data[:1] >= b"\xc0":
        return b"%PDF-1.7\n" + words(data[1:], (*PDF, *WORDS)).encode("utf-8", "replace")
    content = (
        words(data[1:], (*PDF, *WORDS)).encode("utf-16-be", "replace" if data[:1] < b"\x20" else "ignore")
        if data[:1] < b"\x40"
        else words(data[1:], PDF).encode("utf-8")
    )
    packed = zlib.compress(content)
    letters = b"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n1 beginbfrange\n<00> <ff> <4e00>\nendbfrange\n"
    letters += b"1 beginbfchar\n<61> <" + data[1:3].hex().encode() + b">\nendbfchar\nendcmap"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length " + str(len(packed)).encode() + b">>stream\n" + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length " + str(len(letters)).encode() + b">>stream\n" + letters + b"\nendstream",
    )  # fmt: skip
    whole = (
        b"%PDF-1.7\n" + b"".join(str(number).encode() + b" 0 obj" + each + b" endobj\n" for number, each in enumerate(objects, 1)) + b"trailer<</Root 1 0 R>>"
    )
    return changed(whole, data[1:9]) if data[:1] >= b"\xa0" else whole
