#!/usr/bin/env python3
"""`textclean clean --output=html`, with the real server and in a real browser.

    report_test.py TEXTCLEAND TEXTCLEAN PAGES [PYTHON_TEST_ARGUMENTS...]

CHROMIUM names the browser; `chromium` on the PATH is used without it. Where there is none, what needs it is left out
with a line that says so.
"""

import html
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser, Page  # noqa: E402

TEXTCLEAND, TEXTCLEAN, PAGES = sys.argv[1:4]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
NEWS = os.path.join(PAGES, "news_naver_new_mobile_economy.txt")

EVIL = "</script><script>window.evil=1</script><img src='http://127.0.0.1:9/x' onerror='window.evil=2'>"
HOSTILE_PAGE = f"""{EVIL}
</style></div></section><svg onload=window.evil=3>
<base href="http://127.0.0.1:9/"><form action="http://127.0.0.1:9/"><button>구독</button></form>

한빛시가 22일 다리 열두 곳을 점검했다고 밝혔다. \u202e뒤집힌 글 {EVIL}
시는 “낡은 이음매를 먼저 바꾸겠다”며 석 달이 걸린다고 설명했다.
"""
HTML_PAGE = f"""<!doctype html><html><head><title>다리 점검</title><script>window.evil=4</script>
<style>body{{display:none}}</style></head><body><nav><a href="/">홈</a> <a href="/login">로그인</a></nav>
<article><h1>한빛시, 강변 다리 열두 곳 점검</h1>
<p>한빛시가 22일 다리 열두 곳을 점검했다고 밝혔다. 시는 낡은 이음매를 먼저 바꾸기로 했다.</p>
<p>공사에는 석 달이 걸린다. 시민들은 &amp; 상인들은 우회로를 이용해야 한다고 시는 설명했다.</p></article>
<!-- {"긴 주석 " * 300} --><footer>Copyright ⓒ 온누리일보. 무단 전재 및 재배포 금지.</footer></body></html>
"""


class ReportTest(unittest.TestCase):
    """A server for all tests of a class, and a folder for each."""

    @classmethod
    def setUpClass(cls):
        cls.server = subprocess.Popen([TEXTCLEAND, "--listen=127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        cls.addClassCleanup(cls.stop_server)
        for line in cls.server.stderr:
            if found := re.search(r"listening address=(\S+)", line):
                cls.address = found[1]
                return
        raise RuntimeError("the server did not start")

    @classmethod
    def stop_server(cls):
        cls.server.send_signal(signal.SIGTERM)
        cls.server.communicate(timeout=60)

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="textclean-report-"))

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        return path

    def clean(self, *args, status=0, **kwargs):
        run = subprocess.run([TEXTCLEAN, "clean", "--server=" + self.address, *args], capture_output=True, **kwargs)
        self.assertEqual(run.returncode, status, run.stderr)
        return run.stdout.decode()

    def report(self, *files, status=0):
        """The path of the report on files."""
        return self.file("report.html", self.clean("--output=html", *files, status=status))


class Program(ReportTest):
    def test_a_report_is_the_same_every_time(self):
        self.assertEqual(self.clean("--output=html", NEWS), self.clean("--output=html", NEWS))

    def test_standard_input(self):
        with open(NEWS, "rb") as page:
            report = self.clean("--output=html", "-", stdin=page)
        self.assertIn('class="headline">&quot;월 9900원의 함정&quot;', report)
        self.assertIn("도하람 기자", report)

    def test_modes_and_kinds_reach_the_report(self):
        self.assertIn('<div class="block kept k-byline">', self.clean("--output=html", "--keep=body,byline", NEWS))
        self.assertNotIn('<div class="block kept k-byline">', self.clean("--output=html", NEWS))

    def test_failed_files_are_in_the_index_and_in_the_status(self):
        missing = os.path.join(self.folder, 'none"><b>.txt')
        report = self.clean("--output=html", NEWS, missing, status=1)
        self.assertIn(html.escape(missing) + '</th><td colspan="4">NOT_FOUND: ', report)
        self.assertIn("1 not answered", report)

    def test_a_page_that_is_not_utf8(self):
        path = os.path.join(self.folder, "page.txt")
        with open(path, "wb") as out:
            out.write("한빛시가 22일 다리 열두 곳을 점검했다고 밝혔다.\n".encode("cp949"))
        self.assertIn("한빛시가 22일 다리 열두 곳을", self.clean("--output=html", path))


@unittest.skipIf(CHROMIUM is None, "skipped: no Chromium here (Debian: chromium), nor does CHROMIUM name one")
class InBrowser(ReportTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = cls.enterClassContext(Browser(CHROMIUM))

    def open(self, path, fragment="", **size):
        page = Page(self.browser, **size)
        page.open(path, fragment)
        return page

    def ledger_text(self, page, section="#page-1"):
        return page.run(f"""[...document.querySelectorAll("{section} .ledger .text")].map(e => e.textContent).join("")""")

    def test_hostile_pages_are_shown_and_do_nothing(self):
        paths = [self.file("<img src=x onerror='window.evil=5'>.txt", HOSTILE_PAGE), self.file("a.html", HTML_PAGE)]
        page = self.open(self.report(*paths))
        self.assertEqual(page.run("typeof window.evil"), "undefined")
        self.assertEqual(page.complaints(), [])
        self.assertEqual(page.run("document.scripts.length"), 1)
        self.assertEqual(page.run("document.querySelectorAll('img, form, base, link, iframe, nav a[href^=http]').length"), 0)
        self.assertEqual(self.ledger_text(page), HOSTILE_PAGE.replace("\u202e", "<U+202E>"))
        self.assertEqual(self.ledger_text(page, "#page-2"), HTML_PAGE)

    def test_the_policy_refuses_what_is_not_the_reports_own(self):
        page = self.open(self.report(NEWS))
        refused = page.run("""new Promise(done => {
            addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
            document.body.append(Object.assign(document.createElement("script"), {textContent: "window.evil = 1"}));
        })""")
        self.assertEqual(refused, "script-src-elem")
        self.assertEqual(page.run("typeof window.evil"), "undefined")

    def test_the_view_switches_with_the_keyboard(self):
        page = self.open(self.report(NEWS))
        visible = "[...document.querySelectorAll('.ledger, .article')].map(e => e.checkVisibility())"
        self.assertEqual(page.run(visible), [True, False])
        page.run("document.querySelector('[value=page]').focus()")
        page.key("ArrowRight")
        self.assertEqual(page.run(visible), [False, True])
        article = page.run("document.querySelector('.article').innerText").split("\n")
        cleaned = self.clean(NEWS).split("\n")
        self.assertEqual([line for line in article if line], [line for line in cleaned if line])

    def test_rule_and_confidence_on_hover_and_on_focus(self):
        page = self.open(self.report(NEWS))
        why = "document.getElementById('why').checkVisibility() && document.getElementById('why').innerText"
        self.assertFalse(page.run(why))
        x, y = page.move_to(".ledger .k-navigation .r")
        self.assertRegex(page.run(why), r"^Navigation, removed\n?nav\.skip-link · confidence [01]\.\d+ · bytes 0 to 19$")
        page.key("Escape")
        self.assertFalse(page.run(why))

        page.run("document.querySelector('.ledger').focus()")
        page.key("ArrowRight")
        page.key("ArrowRight")
        self.assertIn("bytes 20 to 25", page.run(why))
        self.assertEqual(page.run("document.activeElement.getAttribute('aria-describedby')"), "why")
        page.key("ArrowLeft")
        self.assertIn("bytes 0 to 19", page.run(why))

        # What scrolls under a resting pointer has not been asked for.
        under = page.run(f"""new Promise(done => {{
            const other = [...document.querySelectorAll('.ledger .r')].find(region => {{
                const box = region.getClientRects()[0];
                return box && region !== document.activeElement && box.left < {x} && {x} < box.right && box.top > {y};
            }});
            const box = other.getClientRects()[0];
            scrollBy(0, box.top + box.height / 2 - {y});
            setTimeout(() => done(document.elementFromPoint({x}, {y}).closest('.r') === other), 300);
        }})""")
        self.assertTrue(under)
        self.assertIn("bytes 0 to 19", page.run(why))
        page.key("Escape")
        self.assertFalse(page.run(why))

    def test_one_tab_stop_for_all_regions(self):
        page = self.open(self.report(NEWS))
        stops = page.run("[...document.querySelectorAll('.r')].filter(e => e.tabIndex >= 0).length")
        self.assertEqual(stops, 0)
        self.assertEqual(page.run("document.querySelector('.ledger').tabIndex"), 0)
        page.key("Tab")
        self.assertEqual(page.run("document.activeElement.className"), "skip")

    def test_legend_and_sentences_lead_into_the_page(self):
        page = self.open(self.report(NEWS))
        page.click(".legend [data-kind=Byline]")
        self.assertEqual(page.run("document.querySelector('.found').dataset.kind"), "Byline")
        first = page.run("document.querySelector('.found').dataset.at")
        page.click(".legend [data-kind=Byline]")
        self.assertGreater(int(page.run("document.querySelector('.found').dataset.at")), int(first))
        self.assertRegex(page.run("document.getElementById('said').textContent"), r"^Byline, 2 of \d+: ")

        page.run("document.querySelector('[value=article]').click()")
        page.click("aside li:first-child button")
        self.assertTrue(page.run("document.querySelector('.ledger').checkVisibility()"))
        self.assertIn("월 9900원의 함정", page.run("document.activeElement.textContent"))

    def test_markup_can_be_left_out(self):
        page = self.open(self.report(self.file("a.html", HTML_PAGE)))
        self.assertIn("<h1>", page.run("document.querySelector('.ledger').innerText"))
        page.click(".markup + label")
        shown = page.run("document.querySelector('.ledger').innerText")
        self.assertNotIn("<h1>", shown)
        self.assertIn("공사에는 석 달이 걸린다.", shown)
        self.assertTrue(page.run("document.querySelector('.legend .k-markup').checkVisibility()"))

    def test_every_kind_is_readable_in_light_dark_and_print(self):
        page = self.open(self.report(NEWS, self.file("a.html", HTML_PAGE)), "#page-1")
        page.run("""window.contrasts = () => {
            const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
            const rgb = (colours) => {
                canvas.fillStyle = "white";
                canvas.fillRect(0, 0, 1, 1);
                for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
                return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
            };
            const light = ([r, g, b]) => {
                const linear = [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
            };
            const worst = {};
            for (const element of document.querySelectorAll("main *")) {
                const says = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                if (!says || !element.checkVisibility()) continue;
                const under = [];
                for (let e = element; e; e = e.parentElement) under.unshift(getComputedStyle(e).backgroundColor);
                const [a, b] = [light(rgb(under)), light(rgb([...under, getComputedStyle(element).color]))];
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                const name = element.tagName + "." + element.className + " in " + element.parentElement.className;
                if (ratio < 4.5) worst[name] = ratio;
            }
            return worst;
        }""")
        page.run("for (const section of document.querySelectorAll('section')) section.hidden = false")
        for media, scheme in (("", "light"), ("", "dark"), ("print", "dark")):
            page.emulate(media, prefers_color_scheme=scheme)
            self.assertEqual(page.run("contrasts()"), {}, f"{media} {scheme}: WCAG asks for 4.5")

    def test_landmarks_and_names_for_screen_readers(self):
        page = self.open(self.report(NEWS, self.file("a.html", HTML_PAGE)), "#page-1")
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        found = {}
        for node in nodes:
            if not node.get("ignored"):
                found.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
        for role in ("main", "complementary", "navigation", "heading", "radio", "button", "link", "group"):
            self.assertIn(role, found)
        for role in ("button", "link", "radio", "checkbox", "complementary", "navigation", "heading", "table"):
            for name in found.get(role, []):
                self.assertTrue(name.strip(), f"a {role} has no name")
        self.assertEqual(found["RootWebArea"], ["2 files · textclean report"])
        self.assertIn("deletion", found)
        self.assertEqual(page.run("document.documentElement.lang"), "en")
        self.assertEqual(page.run("document.querySelector('.ledger').lang"), "ko")
        ids = page.run("[...document.querySelectorAll('[id]')].map(e => e.id)")
        self.assertEqual(len(ids), len(set(ids)))

    def test_narrow_screens_do_not_scroll_sideways(self):
        report = self.report(NEWS, self.file("a.html", HTML_PAGE))
        for fragment in ("#index", "#page-1", "#page-2"):
            page = self.open(report, fragment, width=320)
            self.assertLessEqual(page.run("document.documentElement.scrollWidth"), 320, fragment)

    def test_print_has_everything_and_no_controls(self):
        page = self.open(self.report(NEWS))
        page.emulate("print")
        self.assertFalse(page.run("document.querySelector('.switch').checkVisibility()"))
        self.assertTrue(page.run("document.querySelector('aside').checkVisibility()"))
        self.assertGreater(len(page.call("Page.printToPDF")["data"]), 10_000)

    def test_the_index_adds_up_and_leads_to_the_pages(self):
        files = sorted(os.path.join(PAGES, name) for name in os.listdir(PAGES))[:5]
        page = self.open(self.report(*files))
        visible = "[...document.querySelectorAll('main > section')].filter(e => e.checkVisibility()).map(e => e.id)"
        self.assertEqual(page.run(visible), ["index"])
        kept, removed = {}, {}
        for line in self.clean("--output=json", *files).splitlines():
            for count in json.loads(line)["response"]["counts"]:
                kind = count["kind"].removeprefix("REGION_KIND_").capitalize()
                kept[kind] = kept.get(kind, 0) + count["keptChars"]
                removed[kind] = removed.get(kind, 0) + count["removedChars"]
        rows = page.run("[...document.querySelectorAll('.kinds tbody tr')].map(r => [...r.cells].map(c => c.innerText.trim()))")
        self.assertEqual({row[0]: [row[1], row[2]] for row in rows},
                         {kind: [f"{kept[kind]:,}", f"{removed[kind]:,}"] for kind in kept})

        page.click(".files tr:nth-child(3) a")
        page.run("new Promise(done => document.getElementById('page-3').hidden ? addEventListener('hashchange', done) : done())")
        self.assertEqual(page.run(visible), ["page-3"])
        self.assertEqual(page.run("document.activeElement.id"), "page-3-name")
        page.run("""new Promise(done => { addEventListener("hashchange", done); history.back(); })""")
        self.assertEqual(page.run(visible), ["index"])

    def test_a_page_of_a_megabyte(self):
        with open(NEWS, encoding="utf-8") as news:
            text = news.read()
        large = text * (1_000_000 // len(text.encode()) + 1)
        page = self.open(self.report(self.file("large.txt", large)))
        self.assertEqual(self.ledger_text(page), large)
        milliseconds = page.run("""(() => {
            const begin = performance.now();
            document.querySelector("[value=article]").click();
            document.body.offsetHeight;
            document.querySelector("[value=page]").click();
            document.body.offsetHeight;
            return performance.now() - begin;
        })()""")
        page.run("document.querySelector('.ledger').focus()")
        page.key("ArrowRight")
        self.assertTrue(page.run("document.activeElement.classList.contains('r')"))
        regions = page.run("document.querySelectorAll('.r').length")
        print(f"a page of 1 MB: {regions} regions, {milliseconds:.0f} ms to show the article and the page again")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
