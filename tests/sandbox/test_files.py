"""Files in both directions: their kinds, their names, their limits."""

import json

import httpx
import pytest

from bot.sandbox.errors import ControlError
from bot.sandbox.people import People
from bot.sandbox.server import SandboxThread
from tests.sandbox.api import Api
from tests.sandbox.pictures import jpeg_head, png

MEGABYTE = 1024 * 1024


def test_a_document_keeps_its_name_and_can_be_fetched(api: Api, sandbox: SandboxThread, people: People) -> None:
    sent = api.upload("sendDocument", {"document": ("答复 1.docx", b"words")}, chat_id=7, caption="见附件").json()
    document = sent["result"]["document"]
    assert document["file_name"] == "答复 1.docx"
    assert document["mime_type"].endswith("wordprocessingml.document")
    file = api.ok("getFile", file_id=document["file_id"])
    assert file["file_size"] == 5
    assert httpx.get(f"{sandbox.base_file_url}{sandbox.token}/{file['file_path']}").content == b"words"
    shown = people.letters("Uma")[-1]
    assert (shown["text"], shown["file"]["name"], shown["file"]["size"]) == ("见附件", "答复 1.docx", 5)
    assert httpx.get(f"{sandbox.url}/control/files/{shown['file']['file_id']}").content == b"words"


def test_a_name_may_come_encoded_or_be_missing(api: Api) -> None:
    body = b"--x\r\nContent-Disposition: form-data; name=\"document\"; filename*=utf-8''%E5%A5%BD.txt\r\n\r\nwords\r\n"
    body += b'--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n--x--\r\n'
    answer = api.http.post("/sendDocument", content=body, headers={"Content-Type": 'multipart/form-data; boundary="x"'})
    assert answer.json()["result"]["document"]["file_name"] == "好.txt"


def test_a_file_is_sent_again_by_its_id(api: Api) -> None:
    sent = api.upload("sendPhoto", {"photo": ("a.png", png(40, 30))}, chat_id=7).json()["result"]["photo"][-1]
    assert (sent["width"], sent["height"]) == (40, 30)
    assert api.ok("sendPhoto", chat_id=7, photo=sent["file_id"])["photo"][-1]["file_id"] == sent["file_id"]
    refusal = api.refusal("sendDocument", chat_id=7, document=sent["file_id"])
    assert refusal == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        ("", "there is no document in the request"),
        ("no-such-id", "wrong file identifier/HTTP URL specified"),
        ("https://example.com/a.pdf", "failed to get HTTP URL content"),
        ("attach://nothing", "wrong file identifier/HTTP URL specified"),
    ],
)
def test_a_file_that_is_none_is_refused(api: Api, document: str, refusal: str) -> None:
    assert api.refusal("sendDocument", chat_id=7, document=document) == f"Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8broken", "IMAGE_PROCESS_FAILED"),
        (png(10_000, 1), "PHOTO_INVALID_DIMENSIONS"),
        (png(1, 1) + b"\0" * 10 * MEGABYTE, "file is too big"),
    ],
)
def test_a_photo_is_a_picture_of_at_most_10_mb(api: Api, content: bytes, refusal: str) -> None:
    answer = api.upload("sendPhoto", {"photo": ("a.png", content)}, chat_id=7)
    assert answer.json()["description"] == f"Bad Request: {refusal}"


def test_a_jpeg_tells_its_size_too(api: Api) -> None:
    sent = api.upload("sendPhoto", {"photo": ("a.jpg", jpeg_head(640, 480))}, chat_id=7).json()["result"]["photo"][-1]
    assert (sent["width"], sent["height"]) == (640, 480)


@pytest.mark.parametrize("size", [50 * MEGABYTE + 1, 51 * MEGABYTE])
def test_an_upload_over_50_mb_is_too_large(api: Api, size: int) -> None:
    """Whether the file alone is over the limit or the body has to be cut off on its way."""
    answer = api.upload("sendDocument", {"document": ("a.bin", b"\0" * size)}, chat_id=7)
    assert (answer.status_code, answer.json()["description"]) == (413, "Request Entity Too Large")


def test_a_caption_has_at_most_1024_characters(api: Api) -> None:
    files = {"document": ("a.txt", b"x")}
    assert api.upload("sendDocument", files, chat_id=7, caption="好" * 1024).json()["ok"]
    answer = api.upload("sendDocument", files, chat_id=7, caption="好" * 1025)
    assert answer.json()["description"] == "Bad Request: message caption is too long"


def test_an_album_arrives_together(api: Api, people: People) -> None:
    media = [
        {"type": "document", "media": "attach://one", "caption": "<b>1</b>", "parse_mode": "HTML"},
        {"type": "document", "media": "attach://two"},
    ]
    files = {"one": ("1.txt", b"1"), "two": ("2.txt", b"2")}
    sent = api.upload("sendMediaGroup", files, chat_id=7, media=json.dumps(media)).json()["result"]
    assert [one["document"]["file_name"] for one in sent] == ["1.txt", "2.txt"]
    assert len({one["media_group_id"] for one in sent}) == 1
    assert [one["html"] for one in people.letters("Uma")] == ["<b>1</b>", ""]


@pytest.mark.parametrize(
    ("media", "refusal"),
    [
        ([], "there are no messages to send"),
        ([{"type": "photo", "media": "x"}] * 11, "too many messages to send as an album"),
        ([{"type": "photo", "media": "x"}, {"type": "document", "media": "y"}],
         "document can't be mixed with other media types"),
        ([{"type": "sticker", "media": "x"}],
         "can't parse InputMedia: type \"sticker\" can't be used in sendMediaGroup"),
    ],
)  # fmt: skip
def test_an_album_is_of_one_kind_and_at_most_ten(api: Api, media: list[dict[str, str]], refusal: str) -> None:
    assert api.refusal("sendMediaGroup", chat_id=7, media=media) == f"Bad Request: {refusal}"


def test_a_file_over_20_mb_cannot_be_fetched(api: Api, people: People) -> None:
    people.share("Uma", "document", name="big.pdf", size=20 * MEGABYTE + 1)
    document = api.updates()[0]["message"]["document"]
    assert document["file_size"] == 20 * MEGABYTE + 1
    assert api.refusal("getFile", file_id=document["file_id"]) == "Bad Request: file is too big"


def test_an_unknown_file_cannot_be_fetched(api: Api, sandbox: SandboxThread) -> None:
    refusal = api.refusal("getFile", file_id="x")
    assert refusal == "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert api.refusal("getFile") == "Bad Request: file_id not specified"
    for address in (f"{sandbox.base_file_url}{sandbox.token}/x", f"{sandbox.base_file_url}9:x/x"):
        assert httpx.get(address).status_code == 404
    assert httpx.get(f"{sandbox.url}/control/files/x").status_code == 404


@pytest.mark.parametrize("kind", ["document", "photo", "voice", "sticker", "video"])
def test_people_send_every_kind_of_file(api: Api, people: People, sandbox: SandboxThread, kind: str) -> None:
    people.file("Uma", png(4, 4), "a.png", kind=kind, caption="c", mime="image/png")
    message = api.updates()[0]["message"]
    content = message[kind][-1] if kind == "photo" else message[kind]
    assert message["caption"] == "c"
    path = api.ok("getFile", file_id=content["file_id"])["file_path"]
    assert httpx.get(f"{sandbox.base_file_url}{sandbox.token}/{path}").content == png(4, 4)
    assert people.transcript("Uma")[-1]["file"]["kind"] == kind


def test_a_declared_size_stands_for_content(api: Api, people: People, sandbox: SandboxThread) -> None:
    people.share("Uma", "photo", size=1000)
    photo = api.updates()[0]["message"]["photo"][-1]
    path = api.ok("getFile", file_id=photo["file_id"])["file_path"]
    assert httpx.get(f"{sandbox.base_file_url}{sandbox.token}/{path}").content == bytes(1000)


def test_people_share_contacts_and_places(api: Api, people: People) -> None:
    people.share("Uma", "contact", phone_number="+8613800000000")
    people.share("Uma", "location", latitude=30.5, longitude=114.3)
    contact, place = (one["message"] for one in api.updates())
    assert contact["contact"] == {"phone_number": "+8613800000000", "first_name": "Uma", "user_id": 7}
    assert place["location"] == {"latitude": 30.5, "longitude": 114.3}


def test_a_page_uploads_a_file_as_a_form(api: Api, sandbox: SandboxThread) -> None:
    answer = httpx.post(f"{sandbox.url}/control/file", data={"person": "7"}, files={"file": ("a.txt", b"x")})
    assert answer.json()["update_id"] == api.updates()[0]["update_id"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "dance", "base64": "eA=="}, "kind is one of document, photo, sticker, video, voice, contact or"),
        ({"base64": "!"}, "base64 cannot be read"),
        ({"base64": ""}, "file must be non-empty"),
        ({"base64": "eA==", "caption": "x" * 1025}, "a caption has at most 1024 characters"),
        ({"kind": "contact"}, "phone_number is missing"),
    ],
)
def test_a_file_people_cannot_send_is_refused(people: People, fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(ControlError, match=sentence):
        people.share("Uma", **{"kind": "document", **fields})
