"""A page of a government's web site in GB2312: nested tables make the layout, title and unit are rows of the table."""

from html import escape

HEAD = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">
<TITLE>{title}_青禾县人民政府</TITLE>
<STYLE type=text/css>td {{font-size:12px}} .hide {{display:none}}</STYLE>
<SCRIPT language=javascript>var hits=12345; document.write("<td>浏览次数</td>");</SCRIPT></HEAD>
<BODY topMargin=0><TABLE width=1000 align=center border=0 cellPadding=0 cellSpacing=0>
<TR><TD><TABLE width="100%" border=0><TR><TD><A href="/">首页</A></TD><TD><A href="/zwgk/">政务公开</A></TD>
<TD><A href="/hdjl/">互动交流</A></TD><TD><A href="/bmfw/">办事服务</A></TD></TR></TABLE></TD></TR>
<TR><TD>当前位置：<A href="/">首页</A>&nbsp;&gt;&nbsp;<A href="/zwgk/">政务公开</A>&nbsp;&gt;&nbsp;<A href="/yjs/">预决算</A></TD></TR>
<TR><TD><TABLE width="96%" align=center border=0><TR><TD class=title align=center><H1>{title}</H1></TD></TR>
<TR><TD align=center>发布时间：{year}-02-18&nbsp;&nbsp;来源：{agency}</TD></TR>
<TR><TD id=zoom>
"""
TAIL = """</TD></TR></TABLE></TD></TR>
<TR><TD><TABLE width="100%" border=0><TR><TD align=center>主办：青禾县人民政府办公室　网站标识码：0000000000<BR>
<A href="/map/">网站地图</A> | <A href="/about/">关于我们</A></TD></TR></TABLE></TD></TR></TABLE>
<DIV style="DISPLAY: none">隐藏的合计 99999.99</DIV><!-- 合计 88888.88 --></BODY></HTML>
"""


def write(document, tables, path):
    title = f"{document['year']}年{document['agency']}部门{document['stage']}公开"
    parts = [HEAD.format(title=title, year=document["year"], agency=document["agency"])]
    for section in document["prose"]:
        parts.append(f"<P><STRONG>{escape(section['heading'])}</STRONG></P>\n")
        parts += [f"<P>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}</P>\n" for line in section["text"].splitlines()]
    parts += [table(sheet) for sheet in tables]
    parts.append(TAIL)
    path.write_bytes("".join(parts).encode("gb2312", "xmlcharrefreplace"))


def table(sheet):
    parts = [f'<P align=left>{sheet.number}</P>\n<TABLE border=1 borderColor=#000000 cellSpacing=0 width="100%">\n'
             f'<TR><TD colSpan={sheet.width} align=center><B>{escape(sheet.title)}</B></TD></TR>\n'
             f'<TR><TD colSpan={sheet.width} align=right>单位：{sheet.unit}</TD></TR>\n']
    for row in range(sheet.rows):
        parts.append("<TR>")
        for cell in (c for c in sheet.cells if c.row == row):
            spans = (f" rowSpan={cell.rows}" if cell.rows > 1 else "") + (f" colSpan={cell.columns}" if cell.columns > 1 else "")
            blanks = "&nbsp;&nbsp;" * max(0, cell.level - 1) if cell.sort == "name" else ""
            text = blanks + (escape(cell.text) or "&nbsp;")
            parts.append(f"<TD{spans}><P>{text}</P></TD>" if cell.sort == "amount" else f"<TD{spans}>{text}")
        parts.append("\n")
    parts.append("</TABLE>\n")
    parts += [f"<P>{escape(note)}</P>\n" for note in sheet.notes]
    return "".join(parts)
