"""Settings: who wins, and what a mistake is answered with."""

import os
from pathlib import Path

import pytest

from copydesk.errors import UsageError
from copydesk.params import PipelineParams
from flows.server import QUIET, quiet_environment
from flows.settings import load_settings, setting_keys, variable_of


def test_precedence(tmp_path: Path) -> None:
    """Flag beats environment beats file beats default."""
    (tmp_path / "copydesk.toml").write_text(
        "workers = 2\nchunk_files = 20\n[load]\nmax_bytes = 200\n[split]\nbrief_words = 9\n"
    )
    environ = {"COPYDESK_WORKERS": "3", "COPYDESK_CHUNK_FILES": "30"}
    got = load_settings({"workers": 4, "chunk_files": None}, environ=environ, folder=tmp_path)

    assert (4, 30, 200, 9) == (got.workers, got.chunk_files, got.load.max_bytes, got.split.brief_words)
    assert Path("warehouse/data") == got.warehouse
    assert PipelineParams().language == got.language


def test_a_path_in_a_file_is_relative_to_the_file(tmp_path: Path) -> None:
    """--config of another folder names a warehouse over there."""
    (tmp_path / "other.toml").write_text('warehouse = "archive"\n')

    assert tmp_path / "archive" == load_settings(config=tmp_path / "other.toml", environ={}).warehouse
    assert (
        Path("x")
        == load_settings({"warehouse": Path("x")}, config=tmp_path / "other.toml", environ={}).warehouse
    )


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the flag, the variable and the file."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "copydesk.toml").write_text('warehouse = "~/a"\n')
    found = [
        load_settings({"warehouse": Path("~/a")}, environ={}),
        load_settings(environ={"COPYDESK_WAREHOUSE": "~/a"}),
        load_settings(environ={}, folder=tmp_path),
    ]

    assert {tmp_path / "a"} == {settings.warehouse for settings in found}


def test_only_what_decides_rows_is_in_the_fingerprint() -> None:
    """Workers and chunk size change no row, so they make nothing stale."""
    one = load_settings({"workers": 1, "chunk_files": 5}, environ={}).params
    two = load_settings({"workers": 2, "load.max_bytes": 5}, environ={}).params

    assert PipelineParams().fingerprint() == one.fingerprint()
    assert one.fingerprint() != two.fingerprint()


@pytest.mark.parametrize(
    ("file", "environ", "message", "hint"),
    [
        ("workerz = 2", {}, "unknown setting 'workerz'", "did you mean 'workers'?"),
        ("[load]\nmax_byte = 2", {}, "unknown setting 'load.max_byte'", "did you mean 'load.max_bytes'?"),
        ("workers = 0", {}, "'workers' in", ""),
        ("workers = ", {}, "is not TOML", ""),
        ("warehouse = ''", {}, ": the name is empty", ""),
        ("warehouse = 3", {}, "has the value '3': the name of a folder is expected", ""),
        (
            "",
            {"COPYDESK_WAREHOUSE": "~nobody-here/x"},
            "nobody's home folder is known for '~nobody-here'",
            "",
        ),
        (
            "",
            {"COPYDESK_WORKER": "2"},
            "unknown environment variable 'COPYDESK_WORKER'",
            "did you mean 'COPYDESK_WORKERS'?",
        ),
        ("", {"COPYDESK_WORKERS": "many"}, "COPYDESK_WORKERS has the value 'many'", ""),
        ("", {"COPYDESK_CONFIG": "nowhere.toml"}, "'nowhere.toml' cannot be read", ""),
    ],
)
def test_mistakes(tmp_path: Path, file: str, environ: dict[str, str], message: str, hint: str) -> None:
    """A typo is an error that quotes it, and says what it might have been."""
    (tmp_path / "copydesk.toml").write_text(file)
    with pytest.raises(UsageError) as caught:
        load_settings(environ=environ, folder=tmp_path)

    assert message in caught.value.message
    assert hint == caught.value.hint


def test_every_setting_has_a_variable() -> None:
    """No two settings share a variable."""
    keys = list(setting_keys())

    assert len(keys) == len({variable_of(key) for key in keys})
    assert "COPYDESK_LANGUAGE_MIN_LETTERS" == variable_of("language.min_letters")


def test_the_environment_is_quiet_and_the_users_word_stands() -> None:
    """Defaults fill gaps; a proxy is not asked for this machine."""
    environ = {
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "http_proxy": "http://proxy.example:3128",
        "NO_PROXY": "a.example",
    }
    quiet_environment(environ)

    assert {**QUIET, "PREFECT_LOGGING_LEVEL": "DEBUG"} == {name: environ[name] for name in QUIET}
    assert "a.example,127.0.0.1,localhost" == environ["NO_PROXY"]
    assert "http_proxy" not in os.environ or os.environ["http_proxy"] != environ["http_proxy"]
