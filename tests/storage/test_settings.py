"""Settings kept between sittings."""

from pathlib import Path

import pytest

from engine.errors import UserError
from engine.session.settings import Settings
from engine.storage import load_keymap, load_settings, paths, save_settings


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    kept = Settings(safe=True, face="plain", theme="dusk")
    save_settings(tmp_path / "new", kept)
    assert load_settings(tmp_path / "new") == kept


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b"[" * 10_000, b"NaN", b"x" * 100_000, b'{"safe": 1, "face": null}']
)
def test_damaged_settings_are_as_at_first(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert load_settings(tmp_path) == Settings()


def test_what_is_sound_among_damaged_settings_is_used(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"safe": true, "face": 5, "later": []}')
    assert load_settings(tmp_path) == Settings(safe=True)


def test_settings_that_cannot_be_kept_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=r"The settings could not be kept: a file stands where a folder should be."):
        save_settings(tmp_path / "file", Settings())
    assert load_settings(tmp_path / "file") == Settings()


def test_a_checkout_keeps_saves_and_settings_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    top = paths.checkout()
    assert top is not None
    assert paths.saves_folder() == paths.settings_folder() == top / "saves"
    monkeypatch.setattr(paths, "checkout", lambda: None)
    assert paths.stories_folder() == paths.package_folder() / "stories"
    for folder in (paths.saves_folder(), paths.settings_folder()):
        assert "border-formalities" in folder.parts
        assert not folder.is_relative_to(top)


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ('{"command.back": "z"}', {"command.back": "z"}),
        ('{"command.back": 1, "command.map": "k"}', {"command.map": "k"}),
        ("[1]", {}),
        ("{", {}),
    ],
)
def test_keys_are_read_from_a_file_and_what_is_no_key_is_passed_over(tmp_path, written, keys):
    (tmp_path / "keys.json").write_text(written, encoding="utf-8")
    assert load_keymap(tmp_path) == keys
    assert load_keymap(tmp_path / "nowhere") == {}
