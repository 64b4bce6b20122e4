"""Models, settings, drugs, private things, exports, as an administrator works with them."""

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests

from tests.simulators.openai import OpenAISimulator
from tests.web.panel import MODEL, ROOT_USER, Api, Operate, languages
from tests.web.visitor import Product

pytestmark = pytest.mark.web
PICTURE = Path(__file__).resolve().parents[1] / "data" / "box.jpg"


@languages
def test_a_price_is_the_same_in_yuan_and_credits_and_a_change_elsewhere_is_seen(
    panel: Operate, product: Product, language: str
) -> None:
    name, root = f"priced-{language}", Api(product)
    root.call("POST", "/api/admin/models", MODEL | {"id": name})
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/models?q={name}")
    operator.page.get_by_role("button", name=name, exact=True).click()
    price = operator.page.get_by_label(operator.say("输入（元/百万）", "Input (yuan/M)"))
    assert price.input_value() == "0.8"
    price.fill("0,15")
    operator.page.locator("dialog input[aria-invalid=true]").wait_for()
    price.fill("0.15")
    operator.page.get_by_text(operator.say("150 积分", "150 credits"), exact=True).wait_for()
    root.call("PUT", f"/api/admin/models/{name}", MODEL | {"id": name, "description": "else"})

    operator.dialog_button("保存", "Save").click()
    overwrite = operator.dialog_button("仍然覆盖", "Overwrite")
    overwrite.click()
    operator.page.locator("dialog").wait_for(state="detached")

    shown = {each["id"]: each for each in root.call("GET", "/api/admin/models")["data"]}
    assert shown[name]["prices"][0]["input"] == 150
    operator.page.reload()
    operator.page.get_by_text(operator.say("输入 0.15 · 输出 2", "in 0.15 · out 2")).wait_for()


@languages
def test_a_model_is_tried_and_its_answer_is_shown(
    panel: Operate, product: Product, provider: OpenAISimulator, language: str
) -> None:
    provider.say("我在。")
    root = Api(product)
    path = f"/api/admin/users/{root.user(ROOT_USER)['id']}/credits"
    root.call("POST", path, {"amount": 1000, "reason": "to try models"})
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/models?q=qwen3-vl-plus")

    operator.page.get_by_role("button", name=operator.say("试用", "Try"), exact=True).click()

    operator.page.get_by_text("我在。").wait_for()


def setting(root: Api, key: str) -> Any:
    kept = {each["key"]: each for each in root.call("GET", "/api/admin/settings")["data"]}
    return kept[key]["value"]


@languages
def test_a_policy_is_checked_saved_and_brought_back(
    panel: Operate, product: Product, language: str
) -> None:
    operator = panel(language=language)
    operator.go("/settings")
    label = operator.say("每日 token 额度", "Daily tokens")
    section = operator.page.locator("section", has=operator.page.get_by_role("heading", name=label))
    field = section.get_by_label(label)
    field.fill("-5")
    section.locator("input[aria-invalid=true]").wait_for()
    field.fill("123,456")
    section.locator("ins", has_text="123456").wait_for()

    section.get_by_role("button", name=operator.say("保存", "Save")).click()
    section.get_by_text(operator.say("已改动", "Changed")).wait_for()
    operator.page.reload()
    assert field.input_value() == "123456"

    section.get_by_role("button", name=operator.say("恢复默认", "Bring the default back")).click()
    operator.dialog_button("恢复默认", "Bring the default back").click()
    operator.page.locator("dialog").wait_for(state="detached")
    assert field.input_value() == "0"


@languages
def test_a_list_of_words_is_made_checked_by_its_lines_and_saved(
    panel: Operate, product: Product, language: str
) -> None:
    operator, root = panel(language=language), Api(product)
    operator.go("/settings")
    section = operator.page.locator("section", has_text="moderation_words")
    section.get_by_label(operator.say("新词表的标签", "Label of a new list")).fill("own")
    section.get_by_role("button", name=operator.say("添加词表", "Add a list")).click()
    words, save = section.get_by_label("own", exact=True), operator.say("保存", "Save")
    words.fill("坏词\n/(/")
    section.get_by_role("button", name=save).click()
    section.locator(".failure").wait_for()
    words.fill("坏词\n\n /坏./ ")
    section.get_by_role("button", name=save).click()
    section.get_by_text(operator.say("已改动", "Changed")).wait_for()

    assert setting(root, "moderation_words") == {"own": ["坏词", "/坏./"]}
    operator.page.reload()
    assert words.input_value() == "坏词\n/坏./"
    section.get_by_role("button", name=operator.say("删除“own”", "Delete “own”")).click()
    section.get_by_role("button", name=save).click()
    section.get_by_text(operator.say("已保存。", "Saved.")).wait_for()
    assert setting(root, "moderation_words") == {}
    root.call("PUT", "/api/admin/settings/moderation_words", {"value": None})


def test_rates_and_words_that_were_not_saved_are_taken_back(
    panel: Operate, product: Product
) -> None:
    root, path = Api(product), "/api/admin/settings/moderation_words"
    root.call("PUT", path, {"value": {"own": ["坏词"]}})
    operator = panel()
    operator.go("/settings")
    for label, said in (("对话 · 次数", "7"), ("own", "好词")):
        field = operator.page.get_by_label(label, exact=True)
        before = field.input_value()
        field.fill(said)
        operator.button("取消", "Cancel").click()
        operator.button("取消", "Cancel").wait_for(state="detached")
        assert field.input_value() == before
    root.call("PUT", path, {"value": None})


def test_a_policy_that_was_changed_elsewhere_is_shown_before_it_is_overwritten(
    panel: Operate, product: Product
) -> None:
    operator, path = panel(), "/api/admin/settings/storage_files"
    operator.go("/settings")
    section = operator.page.locator("section", has_text="文件数量").first
    section.get_by_label("文件数量").fill("77")
    root = Api(product)
    root.call("PUT", path, {"value": 88})

    section.get_by_role("button", name="保存").click()
    section.get_by_text("别人已经改过它").wait_for()
    section.get_by_role("button", name="仍然覆盖").click()
    section.get_by_text("已保存。").wait_for()

    assert setting(root, "storage_files") == 77
    root.call("PUT", path, {"value": None})


@languages
def test_a_file_of_drugs_shows_its_faults_by_line_and_then_what_it_would_do(
    panel: Operate, language: str, tmp_path: Path
) -> None:
    number = "国药准字H99995001" if language == "zh" else "国药准字H99995002"
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text(f"name,approval_number\n,{number}\n示例,\n", encoding="utf-8")
    good.write_text(f"名称,批准文号\n示例{language},{number}\n", encoding="gb18030")
    operator = panel(language=language)
    operator.go("/drugs")
    operator.button("导入 CSV", "Import CSV").click()
    chooser = operator.page.locator("dialog input[type=file]")

    chooser.set_input_files(bad)
    faults = operator.page.locator("dialog tbody tr")
    faults.nth(1).wait_for()
    assert [row.split()[0] for row in faults.all_inner_texts()] == ["2", "3"]

    chooser.set_input_files(good)
    operator.page.get_by_text(operator.say("将添加 1 个", "1 would be added")).wait_for()
    operator.dialog_button("导入", "Import").click()
    operator.page.get_by_text(operator.say("已添加 1 个", "1 added")).wait_for()
    operator.page.keyboard.press("Escape")
    operator.page.get_by_role("button", name=f"示例{language}", exact=True).wait_for()


@languages
def test_nobodys_picture_is_looked_at_without_a_reason_and_the_trail_has_it(
    panel: Operate, product: Product, provider: OpenAISimulator, language: str
) -> None:
    email, _ = product.register(product.address)
    image = f"data:image/jpeg;base64,{base64.b64encode(PICTURE.read_bytes()).decode()}"
    provider.say(json.dumps({"name": "阿莫西林胶囊"}, ensure_ascii=False))
    Api(product, email).call("POST", "/api/recognize", {"image": image, "kind": "drug"})
    operator = panel(language=language)
    user, reason = Api(product).user(email)["id"], f"用户说认错了 {language}"
    operator.page.goto(f"{product.address}/admin#/recognitions?user={user}")
    look = operator.say("查看", "Look")
    operator.page.locator("table").get_by_role("button", name=look, exact=True).click()
    assert "阿莫西林" not in operator.page.locator("body").inner_text()

    operator.page.get_by_label(operator.say("理由", "Reason"), exact=True).fill(reason)
    operator.dialog_button(look).click()
    operator.page.get_by_text("阿莫西林胶囊").first.wait_for()
    operator.page.locator("dialog img").wait_for()
    operator.page.keyboard.press("Escape")

    operator.go("/audit")
    row = operator.page.locator("tr", has_text=reason).first
    assert operator.say("查看识别内容", "Recognition looked at") in row.inner_text()


def put_up(product: Product, somebody: Api) -> None:
    """A picture into somebody's files."""
    body = {"filename": "药盒.jpg", "content_type": "image/jpeg", "size": PICTURE.stat().st_size}
    upload = somebody.call("POST", "/api/files", body)["upload"]
    requests.request(
        upload["method"],
        urljoin(product.address, upload["url"]),
        data=PICTURE.read_bytes(),
        headers=upload["headers"],
        timeout=20,
    ).raise_for_status()


@languages
def test_a_file_is_looked_at_and_removed_for_reasons_that_the_trail_keeps(
    panel: Operate, product: Product, language: str
) -> None:
    email, _ = product.register(product.address)
    somebody = Api(product, email)
    put_up(product, somebody)
    operator = panel(language=language)
    user = Api(product).user(email)["id"]
    operator.page.goto(f"{product.address}/admin#/files?user={user}")
    operator.wait_for_rows(1)
    assert "药盒" not in operator.rows()[0]
    table, reason = operator.page.locator("table"), f"核对 {language}"

    table.get_by_role("button", name=operator.say("查看", "Look"), exact=True).click()
    field = operator.page.get_by_label(operator.say("理由", "Reason"), exact=True)
    field.fill(f"{reason} 1")
    operator.dialog_button("查看", "Look").click()
    operator.page.get_by_role("heading", name="药盒.jpg").wait_for()
    operator.page.wait_for_function("() => document.querySelector('dialog img')?.naturalWidth > 0")
    operator.page.keyboard.press("Escape")

    table.get_by_role("button", name=operator.say("删除", "Delete"), exact=True).click()
    field.fill(f"{reason} 2")
    operator.page.locator("dialog input").last.fill(email)
    operator.dialog_button("删除", "Delete").click()
    operator.page.locator("dialog").wait_for(state="detached")
    assert somebody.call("GET", "/api/files")["data"] == []
    operator.go("/audit")
    for n in (1, 2):
        operator.page.locator("tr", has_text=f"{reason} {n}").first.wait_for()


@languages
def test_what_is_taken_away_is_named_by_the_server_and_too_much_offers_a_link(
    panel: Operate, language: str, tmp_path: Path
) -> None:
    operator = panel(language=language)
    operator.page.goto(f"{operator.product.address}/admin#/export?dataset=audit")
    with operator.page.expect_download() as download:
        operator.button("下载", "Download").click()
    saved = tmp_path / "audit.csv"
    download.value.save_as(saved)
    assert download.value.suggested_filename.startswith("audit-2")
    assert saved.read_bytes().startswith(b"\xef\xbb\xbf")

    error = {"code": "payload_too_large", "message": "x", "type": "x", "param": None,
             "request_id": "r"}  # fmt: skip
    operator.page.route(
        "**/api/admin/export?*delivery=inline*",
        lambda route: route.fulfill(status=413, json={"error": error}),
    )
    operator.button("下载", "Download").click()
    operator.page.get_by_role("alert").wait_for()
    operator.page.get_by_role("checkbox").check()
    operator.button("生成链接", "Make the link").click()
    operator.page.locator("a[rel]").wait_for()
    assert "delivery=link" in operator.page.url
