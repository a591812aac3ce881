"""Files on their way: asked for, sent straight to the bucket, looked into, listed, handed out; and the tricks on it."""

import io
import json
from typing import Any

import pytest
from city import REPLY, City, Letter, path_of
from PIL import Image

from file_builders import a_document, a_pdf, a_phone_picture, a_picture, a_sound
from huiyin.case.refusal import Refusal
from huiyin_aws import clock, files, inspecting, inspection
from huiyin_local.cloud.gateway import Response
from huiyin_local.people import parcels

LABEL = "电梯修复后"
HTML = b"<!doctype html><script>alert(1)</script>"
EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"


@pytest.fixture
def order(city: City) -> tuple[Letter, str]:
    letter = city.hand_in()
    return letter, city.link("handler", letter)


def _ask(city: City, link: str, **values: str) -> Response:
    asked = city.fill(f"{link}/files", "AttachFile", **({"label": LABEL, "purpose": "reply"} | values))
    assert asked.status == 200
    return asked


def _files(city: City, link: str) -> str:
    page = city.cloud.gateway.call("GET", f"{link}/files")
    assert page.status == 200
    return page.text


def _fetched(city: City, address: str) -> Response:
    return city.cloud.gateway.call("GET", address.partition("localhost:8080")[2])


def _keys(city: City) -> list[str]:
    """What lies in the bucket."""
    client = city.cloud.client("s3")
    (bucket,) = client.list_buckets()["Buckets"]
    return [each["Key"] for each in client.list_objects_v2(Bucket=bucket["Name"]).get("Contents", ())]


def _code(answer: Response) -> tuple[int, str]:
    """S3's refusals are XML."""
    return answer.status, answer.text.partition("<Code>")[2].partition("<")[0]


@pytest.mark.clause("SZ-A2.4.4f")
def test_a_photo_goes_in_and_comes_out_upright_and_without_its_place(city: City, order: tuple[Letter, str]) -> None:
    letter, link = order
    asked = _ask(city, link)
    assert f"form-action 'self' {files_origin(asked)};" in asked.headers["Content-Security-Policy"]
    assert "正在检查" in _files(city, link)

    sent = city.sends_file(asked, a_phone_picture())

    assert (sent.status, path_of(sent.headers["Location"])) == (303, f"{link}/files")
    event = city.events(letter)[-1]
    assert event["type"] == "FileAttached"
    assert event["fact"] | {"paper": None, "size": 0} == {
        "paper": None, "media": "jpeg", "size": 0, "purpose": "reply",
    }  # fmt: skip
    assert LABEL not in json.dumps(city.events(letter), ensure_ascii=False)
    page = _files(city, link)
    assert "正在检查" not in page
    (href,) = [href for said, href in parcels.links(page) if said == LABEL]
    answer = city.cloud.gateway.call("GET", f"{link}/{href}")
    assert (answer.status, answer.headers["Cache-Control"], answer.body) == (303, "no-store", b"")
    file = _fetched(city, answer.headers["Location"])
    assert (file.status, file.headers["Content-Type"]) == (200, "image/jpeg")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{letter.number}-{href[6:14]}.jpeg"'
    drawn = Image.open(io.BytesIO(file.body))
    assert drawn.size == (16, 24)
    assert not drawn.getexif()
    assert [key.split("/")[0] for key in _keys(city) if letter.number in key] == ["clean"]
    assert LABEL in city.cloud.gateway.call("GET", link).text


def files_origin(asked: Response) -> str:
    parcel = parcels.read(asked.text)
    assert parcel is not None
    return "/".join(parcel.action.split("/")[:3])


@pytest.mark.clause("SZ-A2.4.4f")
def test_photos_go_with_the_reply_as_part_of_it(city: City, order: tuple[Letter, str]) -> None:
    """Whoever signs finds them on the page, and the reply's paper names them."""
    letter, link = order
    city.fill(link, "SignFor", confirm="yes")
    assert "有条件的请附现场照片" in city.open(link)[1].words
    assert city.open(link)[1].form("SubmitReply").field("photos") is None
    photo = city.attaches(link, LABEL, "reply", a_picture()).rpartition("/")[2]
    city.attaches(link, "别的材料", "other", a_picture())
    assert city.open(link)[1].form("SubmitReply").field("photos").options == (photo,)

    city.does("handler", letter, "SubmitReply", **REPLY, photos=photo)

    assert LABEL in city.open(city.link("deputy", letter))[1].words
    of_case = [item for item in city.kept().values() if item["pk"]["S"] == letter.number]
    (reply,) = [item for item in of_case if item["sk"]["S"].startswith("PAPER#reply")]
    assert json.loads(reply["body"]["S"])["photos"] == [photo]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HTML, "不是可以接收的文件类型"),
        (b"%PDF-1.4\n" + HTML, "文件不完整或已损坏"),
        (a_picture()[:300], "文件不完整或已损坏"),
        (a_pdf(b"<< /S /JavaScript /JS (x) >>"), "文件含有脚本"),
        (a_document(word__vbaProject_bin="x"), "文件含有脚本、宏"),
    ],
)
def test_what_is_unfit_is_kept_out_and_its_sender_reads_why(
    city: City, order: tuple[Letter, str], content: bytes, said: str
) -> None:
    letter, link = order
    assert city.uploads(link, "说明", "other", content).status == 303

    assert said in _files(city, link)
    assert "FileAttached" not in city.story(letter)
    assert not [key for key in _keys(city) if letter.number in key]


def test_an_empty_file_and_one_above_twenty_megabytes_never_get_in(city: City, order: tuple[Letter, str]) -> None:
    letter, link = order
    asked = _ask(city, link)
    assert "EntityTooLarge、AccessDenied）；请按浏览器的“后退”" in asked.text, (
        "the bucket itself says no more than that"
    )
    assert _code(city.sends_file(asked, b"")) == (400, "EntityTooSmall")
    assert _code(city.sends_file(asked, bytes(20 * 1024 * 1024 + 1))) == (400, "EntityTooLarge")
    assert not [key for key in _keys(city) if letter.number in key]


@pytest.mark.parametrize("length", [str(1024**3), str(30 * 1024**2)])
def test_a_gigabyte_is_refused_unread(city: City, order: tuple[Letter, str], length: str) -> None:
    """By what its sender says of it: nothing is read."""
    parcel = parcels.read(_ask(city, order[1]).text)
    assert parcel is not None

    class Unread(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError("somebody reads it")

    def posted(path: str) -> str:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST", "PATH_INFO": path, "QUERY_STRING": "", "CONTENT_LENGTH": length,
            "CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": Unread(), "wsgi.url_scheme": "http",
            "SERVER_NAME": "localhost", "SERVER_PORT": "8080",
        }  # fmt: skip
        said: list[str] = []
        b"".join(city.cloud.gateway.app(environ, lambda status, headers: said.append(status)))
        return said[0][:3]

    assert posted(path_of(parcel.action)) == "400"
    assert posted(order[1]) == "413"
    assert posted(f"{order[1]}/files") == "413"


class TestTheFormThatWasTamperedWith:
    @pytest.mark.parametrize(
        "changed",
        [
            {"key": "clean/SZ20260302-000001/0123456789abcdef0123456789abcdef"},
            {"key": "quarantine/../clean/x"},
            {"success_action_redirect": "https://example.org/"},
            {"success_action_redirect": None},
            {"x-amz-meta-name": "passwd"},
            {"Content-Type": "text/html"},
            {"acl": "public-read"},
            {"policy": "e30="},
            {"policy": None},
            {"x-amz-signature": "0" * 64},
            {"x-amz-credential": "FOOBARKEY/20260302/us-east-1/s3/aws4_request"},
        ],
    )
    def test_it_is_refused(self, city: City, order: tuple[Letter, str], changed: dict[str, str | None]) -> None:
        answer = city.sends_file(_ask(city, order[1]), a_picture(), **changed)
        assert answer.status == 403
        assert not [key for key in _keys(city) if order[0].number in key]
        assert "FileAttached" not in city.story(order[0])

    def test_it_ends_after_a_quarter_of_an_hour(self, city: City, order: tuple[Letter, str]) -> None:
        asked = _ask(city, order[1])
        city.pass_time(minutes=15)
        assert _code(city.sends_file(asked, a_picture())) == (403, "AccessDenied")
        city.pass_time(seconds=1)
        assert "没有收到文件" in _files(city, order[1])

    def test_a_bucket_takes_nothing_else(self, city: City, order: tuple[Letter, str]) -> None:
        parcel = parcels.read(_ask(city, order[1]).text)
        assert parcel is not None
        path = path_of(parcel.action)
        assert city.cloud.gateway.call("GET", f"{path}/clean/x").status == 403
        assert city.cloud.gateway.call("PUT", f"{path}/clean/x", {}, b"x").status == 405
        assert city.cloud.gateway.call("GET", path).status == 405


def test_what_people_call_a_file_is_shown_as_written_and_stands_in_no_address(
    city: City, order: tuple[Letter, str]
) -> None:
    link = order[1]
    city.uploads(link, EVIL, "reply", a_picture())
    city.uploads(link, EVIL + "2", "other", HTML)
    sending = _ask(city, link, label=EVIL).text
    for page in (_files(city, link), city.cloud.gateway.call("GET", link).text, sending):
        assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
        assert "<script" not in page
        assert "<img" not in page
    assert not any("script" in key or "alert" in key for key in _keys(city))
    missing = city.fill(f"{link}/files", "AttachFile", label=" ", purpose="reply")
    assert missing.status == 422
    assert "请填写“是什么文件？”" in missing.text
    assert city.post(f"{link}/files", {"label": "x", "purpose": "../../etc"}).status == 422


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "C:\\boot.ini", 'x.jpg"; rm -rf /', "<script>.jpg", "名字.pdf"]
)
def test_a_files_own_name_is_used_nowhere(city: City, order: tuple[Letter, str], name: str) -> None:
    parcel = parcels.read(_ask(city, order[1]).text)
    assert parcel is not None
    media_type, body = parcels.packed(parcel.fields, a_picture(), name.replace('"', "%22"))
    before = len(_keys(city))
    assert city.cloud.gateway.call("POST", path_of(parcel.action), {"content-type": media_type}, body).status == 303
    city.cloud.world.settle()
    assert len(_keys(city)) == before + 1
    kept = json.dumps(city.kept(), ensure_ascii=False, default=str)
    assert not any(part in kept for part in ("passwd", "boot.ini", "rm -rf", "<script>.jpg", "名字.pdf"))


def test_asked_for_or_delivered_twice_it_is_one_file(city: City, order: tuple[Letter, str]) -> None:
    letter, link = order
    first, second = _ask(city, link), _ask(city, link)
    one, other = parcels.read(first.text), parcels.read(second.text)
    assert one is not None
    assert other is not None
    assert one.fields["key"] == other.fields["key"]

    city.sends_file(first, a_picture())
    before = city.kept()
    assert _deliver(city, one.fields["key"]) == {"batchItemFailures": []}
    city.sends_file(second, a_picture())  # the same file, sent once more

    assert city.kept() == before
    assert city.story(letter).count("FileAttached") == 1
    assert len([key for key in _keys(city) if letter.number in key]) == 1
    third = parcels.read(_ask(city, link).text)
    assert third is not None
    assert third.fields["key"] != one.fields["key"], "the same words again are another file, once the first is there"


def _deliver(city: City, key: str, mark: str = "of-another", times: int = 1) -> Any:
    body = json.dumps({"detail": {"object": {"key": key, "etag": mark}}})
    told = {"messageId": "1", "body": body, "attributes": {"ApproximateReceiveCount": str(times)}}
    return city.cloud.invoke("Inspect", {"Records": [told]})


class TestOneFormIsGoodForOneFile:
    """Somebody goes back in the browser and sends another by the page that they have."""

    @pytest.mark.parametrize("second", [a_picture(size=(48, 32)), a_sound(), HTML])
    def test_a_second_one_is_not_taken_and_its_sender_reads_so(
        self, city: City, order: tuple[Letter, str], second: bytes
    ) -> None:
        letter, link = order
        asked = _ask(city, link)
        assert "本页只收一个文件" in asked.text
        city.sends_file(asked, a_picture())
        before = _keys(city)
        assert "一张表单只收一个文件" not in _files(city, link)

        assert city.sends_file(asked, second).status == 303

        page = _files(city, link)
        assert "一张表单只收一个文件，请另行添加" in page
        assert len([said for said, _ in parcels.links(page) if said == LABEL]) == 1
        assert city.story(letter).count("FileAttached") == 1
        assert _keys(city) == before

    def test_what_was_unfit_may_be_sent_anew(self, city: City, order: tuple[Letter, str]) -> None:
        link = order[1]
        asked = _ask(city, link)
        city.sends_file(asked, HTML)
        assert "不是可以接收的文件类型" in _files(city, link)

        city.sends_file(asked, a_pdf())

        page = _files(city, link)
        assert "未收录" not in page
        assert [said for said, _ in parcels.links(page) if said == LABEL] == [LABEL]

    def test_one_that_was_overtaken_in_the_bucket_leaves_a_word(self, city: City, order: tuple[Letter, str]) -> None:
        """The second came before the first was looked at: the one that is there is taken when its own turn comes."""
        letter, link = order
        parcel = parcels.read(_ask(city, link).text)
        assert parcel is not None
        media_type, body = parcels.packed(parcel.fields, a_picture())
        with city.cloud.world.turn():
            city.cloud.gateway.call("POST", path_of(parcel.action), {"content-type": media_type}, body)
            assert _deliver(city, parcel.fields["key"]) == {"batchItemFailures": []}
            assert "FileAttached" not in city.story(letter)
        city.cloud.world.settle()
        assert city.story(letter).count("FileAttached") == 1
        assert "一张表单只收一个文件" in _files(city, link)


def test_a_late_delivery_of_the_same_takes_nothing_from_the_record(city: City, order: tuple[Letter, str]) -> None:
    """Two deliveries run at once; the slower one comes to the law when the order is its unit's no longer."""
    letter, link = order
    upload = _taken(city, letter, link)
    city.at_desk("centre").does(letter, "Recall", reason="派错单位，收回。")
    before = _keys(city)

    with city.cloud.world.turn():
        inspecting._attach(upload, inspection.inspect(a_picture()), clock.now())

    assert _keys(city) == before


def test_nor_does_another_file_that_was_looked_into_at_the_same_time(city: City, order: tuple[Letter, str]) -> None:
    letter, link = order
    upload = _taken(city, letter, link)
    before = _keys(city)

    with city.cloud.world.turn(), pytest.raises(Refusal, match="sent_twice"):
        inspecting._attach(upload, inspection.inspect(a_picture(size=(48, 32))), clock.now())

    assert _keys(city) == before
    with city.cloud.world.turn():
        (filed,) = files.filed(letter.number)
    assert filed.key in before


def _taken(city: City, letter: Letter, link: str) -> files.Upload:
    city.attaches(link, LABEL, "reply", a_picture())
    (upload,) = _uploads(city, letter)
    return upload


def test_what_could_not_be_checked_to_the_end_is_not_said_never_to_have_come(
    city: City, order: tuple[Letter, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = order[1]

    def dies(content: bytes) -> inspection.Sound:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(inspection, "inspect", dies)
        city.uploads(link, LABEL, "reply", a_picture())
        assert "正在检查" in _files(city, link)
        city.pass_time(minutes=16)
        assert "已收到文件，但检查没有完成" in _files(city, link)
        assert "没有收到文件" not in _files(city, link)

    city.pass_time(minutes=10)
    page = _files(city, link)
    assert "检查没有完成" not in page
    assert LABEL in [said for said, _ in parcels.links(page)]


@pytest.mark.parametrize(
    "key", ["quarantine/x", "clean/SZ20260302-000001/0", "quarantine/SZ20260302-000009/" + "0" * 32]
)
def test_a_delivery_that_names_nothing_of_ours_does_nothing(city: City, key: str) -> None:
    before = city.kept()
    assert _deliver(city, key) == {"batchItemFailures": []}
    assert city.kept() == before


def test_looking_changes_nothing(city: City, order: tuple[Letter, str]) -> None:
    link = order[1]
    href = city.attaches(link, LABEL, "reply", a_picture())
    before = city.kept()
    for _ in range(5):
        for path in (f"{link}/files", f"{link}/{href}", f"{link}/files/unknown"):
            city.cloud.gateway.call("GET", path)
            city.cloud.gateway.call("HEAD", path)
    assert city.kept() == before


def test_an_address_is_good_for_a_minute_and_for_one_file(city: City, order: tuple[Letter, str]) -> None:
    link = order[1]
    href = city.attaches(link, LABEL, "reply", a_picture())
    address = city.cloud.gateway.call("GET", f"{link}/{href}").headers["Location"]
    assert _fetched(city, address.replace("image%2Fjpeg", "text%2Fhtml")).status == 403
    assert _fetched(city, address.replace("attachment", "inline")).status == 403
    assert _fetched(city, address.replace("clean/", "quarantine/")).status == 403
    assert _fetched(city, address).status == 200
    city.pass_time(seconds=61)
    assert _fetched(city, address).status == 403


def test_a_file_is_nobodys_who_does_not_see_the_case(city: City, order: tuple[Letter, str]) -> None:
    """Neither by another case's link, nor by a requester's; by the unit's own and the centre's it is there."""
    letter, link = order
    href = city.attaches(link, LABEL, "other", a_picture())
    foreign = city.link("handler", city.hand_in())
    of_requester = city.link_for(letter, "requester")
    for path in (f"{foreign}/{href}", f"{link}/files/{'0' * 32}", f"/act/nonsense/{href}", f"{of_requester}/{href}"):
        assert city.cloud.gateway.call("GET", path).status == 404, path
    assert city.cloud.gateway.call("GET", f"{city.link_for(letter, 'deputy', 'zhujian')}/{href}").status == 303
    assert city.cloud.gateway.call("GET", f"{city.link_for(letter, 'centre')}/{href}").status == 303
    other_unit = city.link_for(letter, "handler", "shichang")
    assert city.cloud.gateway.call("GET", f"{other_unit}/{href}").status == 410
    assert LABEL not in city.cloud.gateway.call("GET", other_unit).text


def test_once_the_case_has_moved_on_the_link_leads_to_no_files(city: City, order: tuple[Letter, str]) -> None:
    letter, link = order
    href = city.attaches(link, LABEL, "reply", a_picture())
    asked = _ask(city, link, label="之后")
    city.fill(link, "SignFor", confirm="yes")
    city.fill(link, "RequestReturn", reason="不属本单位职责", basis="三定方案", suggestion="区政府")
    assert city.stage(letter) == "ruling_return"
    for path in (f"{link}/files", f"{link}/{href}"):
        assert city.cloud.gateway.call("GET", path).status in (404, 410)
    assert city.post(f"{link}/files", {"label": "x", "purpose": "other"}).status == 410

    city.does("centre", letter, "UpholdReturn", unit="shichang", confirm="yes")
    city.sends_file(asked, a_picture())

    assert city.story(letter).count("FileAttached") == 1, "whoever gave the order back adds nothing to it"
    assert len([key for key in _keys(city) if letter.number in key]) == 1
    (kept_out,) = [u for u in _uploads(city, letter) if u.label == "之后"]
    assert kept_out.why == "no_longer"


def _uploads(city: City, letter: Letter) -> tuple[files.Upload, ...]:
    with city.cloud.world.turn():
        return files.uploads(letter.number)


def test_a_case_takes_so_many_files_and_no_more(
    city: City, order: tuple[Letter, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_UPLOADS", 1)
    _ask(city, order[1])
    answer = city.post(f"{order[1]}/files", {"label": "另一个", "purpose": "other"})
    assert answer.status == 409
    assert "最多上传 1 个文件" in answer.text


class TestAtTheDesk:
    def test_a_file_is_sent_and_fetched_there_as_by_a_link(self, city: City, order: tuple[Letter, str]) -> None:
        letter, link = order
        handler, centre = city.signs_in("handler", "zhujian"), city.signs_in("centre")
        at = f"/desk/cases/{letter.number}/files"
        assert f'href="{letter.number}/files"' in handler.get(f"/desk/cases/{letter.number}").text
        page = city.read(handler.get(at))

        asked = handler.post(at, page.form("AttachFile").filled({"label": LABEL, "purpose": "reply"}))

        assert f"form-action 'self' {files_origin(asked)};" in asked.headers["Content-Security-Policy"]
        sent = city.sends_file(asked, a_picture())
        assert (sent.status, path_of(sent.headers["Location"])) == (303, at)
        (href,) = [href for said, href in parcels.links(handler.get(at).text) if said == LABEL]
        address = centre.get(f"/desk/cases/{letter.number}/{href}")
        assert address.status == 303
        assert _fetched(city, address.headers["Location"]).status == 200
        assert LABEL in city.cloud.gateway.call("GET", link).text

    def test_it_is_for_who_sees_the_case_and_for_forms_of_our_own(self, city: City, order: tuple[Letter, str]) -> None:
        letter, link = order
        href = city.attaches(link, LABEL, "reply", a_picture())
        at = f"/desk/cases/{letter.number}"
        stranger, handler = city.signs_in("handler", "shichang"), city.signs_in("handler", "zhujian")
        wish = {"label": "x", "purpose": "other"}
        for path in (f"{at}/files", f"{at}/{href}", "/desk/cases/SZ20260302-999999/files", f"{at}/files/{'0' * 32}"):
            assert stranger.get(path).status == 404, path
            assert city.cloud.gateway.call("GET", path).status == 401, path
        assert stranger.post(f"{at}/files", wish | {"csrf": stranger.csrf()}).status == 404
        assert handler.post(f"{at}/files", wish).status == 403
        assert city.cloud.gateway.call("POST", f"{at}/files", {}, b"label=x&purpose=other").status == 401
        assert [u.label for u in _uploads(city, letter)] == [LABEL]
