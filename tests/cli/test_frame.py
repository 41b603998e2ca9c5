"""What every command can rely on: global options, languages, one JSON document, exit codes, one-sentence errors."""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.trial import TRIAL_COMMANDS
from ugc_studio import __version__, resources
from ugc_studio.app import paths
from ugc_studio.cli import commands
from ugc_studio.cli.help import choices_of
from ugc_studio.cli.main import main
from ugc_studio.cli.tree import command_tree
from ugc_studio.cli.value_names import ANY, value_name

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"PIL", "PySide6", "cv2", "imagehash", "numpy", "onnxruntime", "openpyxl", "pi_heif", "pypdfium2", "reportlab",
         "requests", "scipy", "sqlite3", "sqlite_utils"}
# Starts the program with the trial commands, as the installed entry point does.
STARTER = """
import sys
from ugc_studio.cli import commands
commands.__path__ = [{folder!r}]
from ugc_studio.cli.main import run
run()
"""


@pytest.fixture
def trial_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "commands"
    folder.mkdir()
    (folder / "trial.py").write_text(TRIAL_COMMANDS, "utf-8")
    return folder


@pytest.fixture
def _trial(trial_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(commands, "__path__", [str(trial_folder)])
    yield
    sys.modules.pop("ugc_studio.cli.commands.trial", None)


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "resources" / "i18n" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "ugc_studio.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
        'msgid "Nothing is due."\nmsgstr "Rien n’est à faire."\n\n'
        'msgid "Tells what is due. More words."\nmsgstr "Dit ce qui est à faire. Et plus."\n\n'
        'msgid "Every day"\nmsgstr "Tous les jours"\n\n'
        'msgid "There is no command {name}. Did you mean {alike}?"\n'
        'msgstr "Aucune commande {name}. Vouliez-vous dire {alike} ?"\n',
        "utf-8",
    )
    monkeypatch.setattr(resources, "folder", lambda: tmp_path / "resources")


def start(trial_folder: Path, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    code = STARTER.format(folder=str(trial_folder))
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], text=True, cwd=ROOT, **{**streams, **options})


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys; from ugc_studio.cli.main import main; main(sys.argv[1:]);"
        "print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", code, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return set(result.stdout.splitlines()[-1].split())


class TestStart:
    def test_the_version_loads_nothing_that_it_does_not_need(self) -> None:
        assert loaded_by("--version") & (HEAVY | {"typer", "rich", "babel", "jinja2"}) == set()

    def test_help_loads_no_library_and_no_pictures(self) -> None:
        assert loaded_by("--help") & HEAVY == set()

    def test_version_is_printed_wherever_it_is_asked(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"ugc-studio {__version__}\n"
        assert main(["--json", "--version"]) == 0
        assert json.loads(capsys.readouterr().out) == {"version": __version__}


@pytest.mark.usefixtures("_trial")
class TestGlobalOptions:
    @pytest.mark.parametrize("arguments", [
        ["--library", "/l", "--actor", "Zoé", "--role=legal", "trial", "options"],
        ["trial", "options", "--role", "legal", "--library=/l", "--actor", "Zoé"],
        ["trial", "--library", "/l", "options", "--actor=Zoé", "--role", "legal"],
    ])
    def test_they_stand_before_or_after_the_command(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments) == 0
        assert json.loads(capsys.readouterr().out) == {"library": "/l", "actor": "Zoé", "role": "legal"}

    def test_after_two_dashes_they_are_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "table", "--", "--json"]) == 1
        assert capsys.readouterr().out == "Name\tSize\n--json\t12345\n"

    @pytest.mark.parametrize(("arguments", "sentence"), [
        (["today", "--library"], "--library needs a value."),
        (["today", "--role", "boss"], "boss is not a role. Choose one of: editor, legal, scheduler."),
        (["today", "--lang", "xx"], "xx is not a language of this program. Choose one of: en, fr."),
    ])
    def test_a_wrong_value_is_one_sentence(
        self, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments) == 2
        captured = capsys.readouterr()
        assert captured.err == sentence + "\n"
        assert captured.out == ""


@pytest.mark.usefixtures("_trial", "french")
class TestLanguages:
    def test_the_named_language(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["today", "--lang", "fr"]) == 0
        assert capsys.readouterr().out == "Rien n’est à faire.\n"

    @pytest.mark.parametrize(("variable", "value", "expected"), [
        ("LANG", "fr_BE.UTF-8", "Rien n’est à faire."),
        ("LC_ALL", "fr", "Rien n’est à faire."),
        ("LANG", "C.UTF-8", "Nothing is due."),
        ("LANG", "de_DE.UTF-8", "Nothing is due."),
    ])
    def test_the_language_of_the_system(
        self, variable: str, value: str, expected: str,
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv(variable, value)
        assert main(["today"]) == 0
        assert capsys.readouterr().out == expected + "\n"

    def test_help_and_errors(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--help", "--lang", "fr"]) == 0
        shown = capsys.readouterr().out
        assert "Tous les jours" in shown
        assert "Dit ce qui est à faire." in shown
        assert main(["todya", "--lang", "fr"]) == 2
        assert capsys.readouterr().err == "Aucune commande todya. Vouliez-vous dire today ?\n"


@pytest.mark.usefixtures("_trial")
class TestHelp:
    def test_everyday_commands_come_first(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([]) == 0
        shown = capsys.readouterr().out
        assert shown.index("Every day:") < shown.index("  today") < shown.index("Advanced:") < shown.index("  trial")
        assert "Tells what is due.\n" in shown  # the first sentence only

    def test_a_command_shows_its_arguments_options_and_defaults(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "number", "--help"]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("Usage: ugc-studio trial number crop|mirror [OPTIONS]\n")
        assert "--limit NUMBER  At most so many. (default: 20)" in shown
        assert "secret" not in shown

    def test_values_are_named_in_the_readers_language(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "fail", "--lang", "fr"]) == 2
        assert capsys.readouterr().err.startswith("Il manque VALEUR.")

    def test_a_group_alone_lists_its_commands(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial"]) == 0
        assert "  table" in capsys.readouterr().out

    def test_with_json_it_is_a_document_too(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["today", "--help", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["help"].startswith("Usage: ugc-studio today")


@pytest.mark.usefixtures("_trial")
class TestFailures:
    @pytest.mark.parametrize(("how", "code", "sentence"), [
        ("NotFound", 2, "No asset sha256:ab."),
        ("RefusedError", 3, "No asset sha256:ab."),
        ("NothingUsable", 4, "No asset sha256:ab."),
        ("LibraryLocked", 5, "No asset sha256:ab."),
        ("enospc", 5, "The disk is full. Nothing was lost; free some space and try again."),
        ("missing", 2, "There is no file or folder /no/such/file."),
        ("ctrl-c", 130, "Stopped. What was done is kept; doing it again continues."),
    ])
    def test_is_one_sentence_and_its_exit_code(
        self, how: str, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["trial", "fail", how]) == code
        captured = capsys.readouterr()
        assert captured.err == sentence + "\n"
        assert captured.out == ""

    def test_with_json_it_is_the_document(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "fail", "NotFound", "--json"]) == 2
        captured = capsys.readouterr()
        assert json.loads(captured.out) == {
            "error": {"kind": "not_found", "text": "No asset sha256:ab.", "exit_code": 2}
        }
        assert captured.err == "No asset sha256:ab.\n"

    def test_after_the_document_no_second_one_is_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "fail", "after-json", "--json"]) == 2
        assert json.loads(capsys.readouterr().out) == [1]

    def test_a_fault_of_ours_points_to_the_log(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "fail", "bug"]) == 70
        captured = capsys.readouterr()
        assert str(paths.log_file()) in captured.err
        assert "Traceback" not in captured.err + captured.out
        assert "ZeroDivisionError" in paths.log_file().read_text("utf-8")

    @pytest.mark.parametrize(("arguments", "sentence"), [
        (["trail"], "There is no command trail. Did you mean trial?"),
        (["trial", "xyz"], "There is no command xyz. Try: ugc-studio --help"),
        (["trial", "number", "crop", "--limti", "3"], "There is no option --limti. Did you mean --limit?"),
        (["trial", "number"], "KIND is missing. Try: ugc-studio trial number --help"),
        (["trial", "number", "zoom"], "KIND must be one of: crop, mirror."),
        (["trial", "number", "crop", "--limit", "x"], "--limit must be a number."),
        (["trial", "number", "crop", "--on", "18.8.2026"], "--on must be a date such as 2026-08-18."),
        (["trial", "number", "crop", "--limit"], "--limit needs a value."),
        (["trial", "number", "crop", "\x1b[1m"], "Not understood: \\x1b[1m. Try: ugc-studio trial number --help"),
        (["--lung", "fr"], "There is no option --lung."),
    ])
    def test_a_wrong_line_says_what_is_wrong(
        self, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments) == 2
        assert capsys.readouterr().err == sentence + "\n"

    def test_the_library_is_closed_after_the_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        class Opened:
            closed = 0

            def close(self) -> None:
                self.closed += 1

            def __getattr__(self, name: str) -> Any:
                raise AttributeError(name)

        opened = Opened()
        assert main(["trial", "touch"], opener=lambda options: opened) == 0
        assert opened.closed == 1
        assert main(["today"], opener=lambda options: pytest.fail("opened without need")) == 0
        assert "Opened" in capsys.readouterr().out


@pytest.mark.usefixtures("_trial")
class TestOutput:
    def test_json_is_one_document_and_nothing_else(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "table", "Zoé\u202e\x1b[2J", "--json"]) == 1
        captured = capsys.readouterr()
        assert json.loads(captured.out) == {"name": "Zoé\u202e\x1b[2J"}
        assert "\u202e" not in captured.out
        assert captured.err == "A remark.\n"

    def test_foreign_text_cannot_act_on_the_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        name = "a\u202egpj.exe\x1b[2J\r\nnew line\udcff\t👩‍👩‍👧 é"
        assert main(["trial", "table", name]) == 1
        assert capsys.readouterr().out.splitlines()[1] == (
            "a\\u{202e}gpj.exe\\x1b[2J\\r\\nnew line\\xff\\t👩‍👩‍👧 é\t12345"
        )
        assert main(["trial", "fail", "missing", "--lang", "en"]) == 2

    def test_a_command_without_a_result_still_prints_a_document(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["today", "--json"]) == 0
        captured = capsys.readouterr()
        assert (captured.out, captured.err) == ("{}\n", "Nothing is due.\n")

    def test_quiet_leaves_the_result_only(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--quiet", "trial", "table", "a"]) == 1
        captured = capsys.readouterr()
        assert captured.out == "Name\tSize\na\t12345\n"
        assert captured.err == ""

    def test_a_job_returns_its_result_and_problems(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["trial", "job"]) == 0
        assert capsys.readouterr().out == "under way\n3 counted, 1 problems\n"


def in_terminal(trial_folder: Path, *arguments: str, columns: int = 60) -> tuple[str, int]:
    """Run the program in a terminal of its own; what a person would see, and the exit code."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    process = start(trial_folder, *arguments, stdout=theirs, stderr=theirs, stdin=theirs, env=environment)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:  # Linux says EIO when the other side is closed
        pass
    os.close(ours)
    return seen.decode("utf-8").replace("\r\n", "\n"), process.wait()


@pytest.mark.skipif(os.name == "nt", reason="signals, terminals and /dev/full are of POSIX")
class TestProcess:
    def test_a_terminal_gets_a_drawn_table(self, trial_folder: Path) -> None:
        seen, code = in_terminal(trial_folder, "trial", "table", "[bold]a[/bold] :smile: \x1b[2J")
        assert code == 1
        lines = seen.splitlines()
        assert "A remark." in lines[0]
        assert lines[-1].split("  ") == ["[bold]a[/bold] :smile: \\x1b[2J", "12,345"]
        assert "\x1b[2J" not in seen

    def test_a_long_word_is_folded_and_not_cut(self, trial_folder: Path) -> None:
        seen, _code = in_terminal(trial_folder, "trial", "table", "x" * 200)
        assert seen.count("x") == 200

    def test_a_terminal_sees_count_rate_and_time_left(self, trial_folder: Path) -> None:
        seen, code = in_terminal(trial_folder, "trial", "job", "--items", "3000000", columns=100)
        assert code == 0
        assert "Counting" in seen
        assert " of 3,000,000" in seen
        assert "3,000,000 counted, 1 problems" in seen

    def test_errors_are_red_in_a_terminal_unless_unwanted(
        self, trial_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen, code = in_terminal(trial_folder, "trial", "fail", "NotFound")
        assert (seen, code) == ("\x1b[31mNo asset sha256:ab.\x1b[0m\n", 2)
        monkeypatch.setenv("NO_COLOR", "1")
        assert in_terminal(trial_folder, "trial", "fail", "NotFound") == ("No asset sha256:ab.\n", 2)

    def test_a_broken_pipe_is_one_sentence(self, trial_folder: Path) -> None:
        with start(trial_folder, "trial", "lines") as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == "0\n"
            process.stdout.close()
            told = process.stderr.read()
        assert told == "The program that read the output ended; the rest was not printed.\n"
        assert process.returncode == 141

    def test_nobody_reading_the_version_is_no_traceback(self, trial_folder: Path) -> None:
        ours, theirs = os.pipe()
        os.close(ours)
        with start(trial_folder, "--version", stdout=theirs) as process:
            os.close(theirs)
            assert process.stderr
            told = process.stderr.read()
        assert told == "The program that read the output ended; the rest was not printed.\n"
        assert process.returncode == 141

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
    def test_a_full_disk_is_one_sentence(self, trial_folder: Path) -> None:
        with Path("/dev/full").open("w") as full, start(trial_folder, "today", stdout=full) as process:
            assert process.stderr
            told = process.stderr.read()
        assert told == "The disk is full. Nothing was lost; free some space and try again.\n"
        assert process.returncode == 5

    def test_ctrl_c_stops_a_job_at_a_safe_point(self, trial_folder: Path) -> None:
        with start(trial_folder, "trial", "job", "--items", "1000000000") as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == "under way\n"
            process.send_signal(signal.SIGINT)
            told = process.stderr.read()
        assert told.splitlines() == [
            "Stopping. Press Ctrl-C again to stop at once.",
            "Stopped. What was done is kept; doing it again continues.",
        ]
        assert process.returncode == 130


def test_what_may_be_repeated_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--help", "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "ugc-studio import SOURCE… [OPTIONS]\n" in shown
    assert "--from-party PERSONNE" in shown
    assert main(["consent", "grant", "--help", "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "--territory PAYS" in shown
    assert "--notice FORMULE" in shown


def has_no_name(parameter: Any) -> bool:
    """A switch, or one whose help shows its choices (in code or, for formats of dates, in its metavar)."""
    return getattr(parameter, "is_flag", False) or bool(choices_of(parameter)) or "|" in (parameter.metavar or "")


def test_every_command_explains_itself_in_a_text_that_can_be_translated() -> None:
    texts = runpy.run_path(str(ROOT / "packaging" / "texts.py"))
    marked = {texts["key"](message)[0] for message in texts["messages"](texts["extract"](ROOT))}
    faults: list[str] = []

    def walk(command: Any, path: str) -> None:
        for name, child in getattr(command, "commands", {}).items():
            if child.hidden:
                continue
            if child.help not in marked:
                faults.append(f"{path} {name}: help {child.help!r} is not marked with N_()")
            for parameter in child.params:
                hidden = parameter.hidden or parameter.name == "help"
                if not hidden and parameter.help not in marked:
                    faults.append(f"{path} {name} {parameter.name}: help {parameter.help!r} is not marked with N_()")
                called = value_name(parameter)
                if not hidden and not has_no_name(parameter) and (called not in marked or called == ANY):
                    faults.append(f"{path} {name} {parameter.name}: give it metavar=N_(…), or a name in value_names.py")
            walk(child, f"{path} {name}")

    walk(command_tree(), "ugc-studio")
    assert faults == []
