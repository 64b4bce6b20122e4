"""Pictures of a message: dropped, taken, seen through, and left where they belong."""

from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator
from tests.web.conftest import Visit
from tests.web.test_traps import LONG
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
ATTACHED = ".composer .pictures img"
DROP = """async ([place, name, kind]) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  canvas.getContext("2d").fillRect(0, 0, 20, 40);
  const made = await new Promise((resolve) => canvas.toBlob(resolve));
  const data = new DataTransfer();
  data.items.add(new File([made], name, { type: kind }));
  const how = { dataTransfer: data, bubbles: true, cancelable: true };
  const over = new DragEvent("dragover", how), drop = new DragEvent("drop", how);
  const of = document.querySelector(place);
  return [of.dispatchEvent(over), of.dispatchEvent(drop)];
}"""
PIXEL = """(img) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [img.naturalWidth, img.naturalHeight];
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  paper.drawImage(img, 0, 0);
  return [10, 30].map((x) => Math.round(paper.getImageData(x, 20, 1, 1).data[0] / 255));
}"""
GAP = """() => {
  const log = document.querySelector("[role=log]");
  return log.scrollHeight - log.scrollTop - log.clientHeight;
}"""


def drop(visitor: Visitor, place: str, name: str = "half.png", kind: str = "image/png") -> None:
    """A picture whose right half is transparent, and its left half black."""
    goes_on = visitor.page.evaluate(DROP, [place, name, kind])
    assert goes_on == [False, False], "the browser shows the file in the place of the page"


def test_what_is_dropped_beside_the_composer_is_attached_and_white_where_it_is_transparent(
    known: Visit,
) -> None:
    visitor = known()

    for place in ("[role=log]", "aside", "textarea"):
        drop(visitor, place)

    shown = visitor.page.locator(ATTACHED)
    shown.nth(2).wait_for()
    assert shown.first.evaluate(PIXEL) == [0, 1]


def test_what_is_no_picture_is_told_and_takes_nothing_away(known: Visit) -> None:
    visitor = known()
    visitor.composer.fill("看看")
    drop(visitor, "[role=log]")
    visitor.page.locator(ATTACHED).wait_for()

    drop(visitor, "[role=log]", "a.pdf", "application/pdf")

    visitor.page.get_by_role("alert").filter(has_text="只支持 JPEG").wait_for()
    assert visitor.page.locator(ATTACHED).count() == 1
    assert visitor.composer.input_value() == "看看"


def test_a_drop_on_a_page_without_a_place_for_it_leads_nowhere(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/drugs")

    for place in ("main", "input[type=search]", "aside"):
        drop(visitor, place)


def test_what_is_dropped_anywhere_on_the_pages_of_files_and_recognition_is_taken(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say('{"name": "阿莫西林胶囊"}')
    visitor = known()
    visitor.go("/files")
    visitor.page.get_by_text("还没有文件。").wait_for()
    drop(visitor, "aside")
    visitor.page.get_by_role("button", name="half.png", exact=True).wait_for()

    visitor.go("/recognize")
    with visitor.page.expect_response("**/api/recognize") as told:
        drop(visitor, "h1")
    assert told.value.status == 200, told.value.text()
    visitor.page.locator(".result h2").wait_for()


def test_a_phone_takes_a_picture_and_a_desk_has_no_button_for_it(known: Visit) -> None:
    for screen, is_there in (("phone", True), ("desk", False)):
        visitor = known(screen=screen)
        camera = visitor.page.locator(".composer input[capture=environment]")
        camera.wait_for(state="attached")
        assert camera.locator("..").is_visible() == is_there
        assert camera.locator("..").text_content() == "拍照"


def test_a_picture_that_comes_late_moves_nobody_from_the_end(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say(LONG)
    visitor = known()
    drop(visitor, "[role=log]")
    visitor.page.locator(ATTACHED).wait_for()
    visitor.converse("这是什么？")

    visitor.page.reload()

    visitor.page.locator("article.own img").wait_for()
    visitor.page.wait_for_function(f"() => ({GAP})() < 40")


def test_the_price_and_its_unit_are_seen_on_a_phone(known: Visit) -> None:
    visitor = known(screen="phone", language="en")

    price: Any = visitor.page.locator(".composer .price")

    price.wait_for()
    assert price.inner_text().endswith("credits per million tokens")
    assert price.evaluate("(of) => of.scrollWidth <= of.clientWidth")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == 360
